using System.Collections.Immutable;
using Pipeline.Core.Hosts;
using Pipeline.Core.Names;

namespace Pipeline.Core.Registration;

/// <summary>Decides what becomes of the owner of a name without a claim: what a person orders, and what the end of its use means.</summary>
public static class NameDecisions
{
    /// <summary>Releases a name. Instances stay; whoever claims the name next gets it, also its former owner.</summary>
    public static RegistryDecision Release(Registry registry, string owned, string reason, DateTimeOffset now) =>
        registry.Names.GetValueOrDefault(owned) is { IsFree: false }
            ? Conclude(registry, owned, new NameReleased(reason, now))
            : Nothing(registry);

    /// <summary>
    /// Gives a name to another owner. The present one keeps it until the other has an instance; a name of nobody waits for the other.
    /// </summary>
    public static RegistryDecision Give(Registry registry, string owned, string heir, DateTimeOffset now) =>
        registry.Names.GetValueOrDefault(owned) is { IsFree: false } binding && heir == (binding.Heir ?? binding.Owner)
            ? Nothing(registry)
            : Conclude(registry, owned, new NameGiven(heir, now));

    /// <summary>Records that a name is unused, or releases one that is for long enough; nothing if that changed meanwhile.</summary>
    public static RegistryDecision Follow(Registry registry, NameUse use, TimeSpan releaseAfter, DateTimeOffset now) =>
        use.Judge(registry.Names.GetValueOrDefault(use.Owned), releaseAfter, now) is { } happened
            ? Conclude(registry, use.Owned, happened)
            : Nothing(registry);

    private static RegistryDecision Conclude(Registry registry, string owned, NameEvent happened)
    {
        var builder = new RegistryDecisionBuilder(registry);
        builder.Record(owned, happened);
        return new RegistryDecision(FactOutcome.Applied, builder.Events, ImmutableList<HostLease>.Empty, builder.Registry);
    }

    private static RegistryDecision Nothing(Registry registry) => new(FactOutcome.Unchanged, [], [], registry);
}
