using Pipeline.Core.Hosts;
using Pipeline.Core.Names;
using Pipeline.Core.Registration;

namespace Pipeline.Projector.Registry;

/// <summary>A decision and its origin.</summary>
internal sealed record Decided(RegistryDecision Decision, Origin Origin)
{
    /// <summary>What a transaction with these decisions, each on top of the one before it, writes.</summary>
    public static RegistryAppend ToAppend(IReadOnlyList<Decided> decided)
    {
        if (decided.Count == 0) return new([], []);
        var after = decided[^1].Decision.After;
        var events = decided.SelectMany(d => d.Decision.Events, (d, e) => (Recorded: e, d.Origin)).ToList();
        return new(
            [
                .. events
                    .Where(e => e.Recorded is RegistryEvent.OfContainer)
                    .GroupBy(
                        e => ((RegistryEvent.OfContainer)e.Recorded).Container,
                        e => new OriginatedEvent(((RegistryEvent.OfContainer)e.Recorded).Happened, e.Origin))
                    .Select(stream => new StreamAppend(stream.Key, after.Containers[stream.Key].Version, [.. stream])),
                .. events
                    .Where(e => e.Recorded is RegistryEvent.OfHost)
                    .GroupBy(
                        e => ((RegistryEvent.OfHost)e.Recorded).Host,
                        e => new OriginatedEvent(((RegistryEvent.OfHost)e.Recorded).Happened, e.Origin))
                    .Select(stream => new StreamAppend(Host.StreamOf(stream.Key), after.Hosts[stream.Key].Version, [.. stream])),
                .. events
                    .Where(e => e.Recorded is RegistryEvent.OfName)
                    .GroupBy(
                        e => ((RegistryEvent.OfName)e.Recorded).Owned,
                        e => new OriginatedEvent(((RegistryEvent.OfName)e.Recorded).Happened, e.Origin))
                    .Select(stream => new StreamAppend(NameBinding.StreamOf(stream.Key), after.Names[stream.Key].Version, [.. stream])),
            ],
            [.. decided.SelectMany(d => d.Decision.Leases).GroupBy(l => l.Id).Select(l => l.Last())]);
    }
}
