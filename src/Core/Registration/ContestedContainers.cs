using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Registration;

/// <summary>
/// Containers that a host reports although they stay with another one. They are doubted until the host lists them no longer, is silent for
/// three reports, or leaves; the host's lease keeps which they are.
/// </summary>
internal static class ContestedContainers
{
    public static void Doubt(RegistryDecisionBuilder builder, string container, IHostFact fact, DateTimeOffset now)
    {
        builder.Contested.Add(container);
        var holder = builder.Container(container)!;
        var reason = $"host {fact.Host.Name} reports it too; it belongs to host {holder.Host}, whose agent reported its start; "
            + "stop one of the two agents";
        if (holder.Doubt != reason) builder.Record(container, new RunDoubted(reason, now));
    }

    /// <summary>The lease with the containers that are contested after a fact. The doubts of those that are not any more end.</summary>
    public static HostLease Follow(RegistryDecisionBuilder builder, HostLease lease, IHostFact fact, DateTimeOffset now)
    {
        var before = lease.Contested ?? [];
        if (before.IsEmpty && builder.Contested.Count == 0) return lease;
        var unheard = fact switch
        {
            HostReported { Range: { } range } => before.Where(id => !range.Contains(id)),
            _ when fact.IsAboutWholeHost() => [],
            _ => before,
        };
        var contested = unheard.Union(builder.Contested).Order(StringComparer.Ordinal).ToImmutableList();
        EndDoubts(builder, before.Except(contested), now);
        return lease with { Contested = contested.IsEmpty ? null : contested };
    }

    public static void EndDoubts(RegistryDecisionBuilder builder, IEnumerable<string> containers, DateTimeOffset now)
    {
        foreach (var id in containers)
            if (builder.Container(id) is { Doubt: not null }) builder.Record(id, new RunDoubtEnded(now));
    }
}
