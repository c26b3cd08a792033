using Pipeline.Core.Hosts;
using Pipeline.Core.Storage;
using Pipeline.History.Events;
using Pipeline.History.Words;
using Host = Pipeline.Core.Hosts.Host;

namespace Pipeline.History.Why;

/// <summary>Explains the status of a host.</summary>
internal sealed class HostStory(IRegistryHistory history, ZoneTrail trail)
{
    private const int EventsAtMost = 20;

    public async Task<WhyView> ExplainAsync(Subject subject, DateTimeOffset? at, CancellationToken cancel)
    {
        var stream = Host.StreamOf(subject.Id);
        var events = await history.EndAsync(stream, at, EventsAtMost, cancel);
        var state = events.Aggregate(
            (Host?)null, (host, recorded) => recorded.Happened is HostEvent e ? Host.Evolve(host, stream, e) : host);
        var chains = new List<WhyChain>();
        foreach (var recorded in events.Where(one => one.Happened is not UnknownEvent).TakeLast(EventsAtMost / 4))
        {
            var changes = recorded.Happened is HostSuspected or HostFoundMute
                ? []
                : await trail.OfHostAsync(subject.Id, recorded.Sequence, at, cancel);
            chains.Add(Steps.Chain(Title(recorded.Happened), Steps.LeadingTo(recorded, subject.Name, null).Concat(changes)));
        }

        chains.AddRange(Steps.ForUnknownEvents(events, subject.Name));
        return new WhyView("host", subject.Name, state is null ? "it had not joined yet" : Describe(state), chains);
    }

    private static string Describe(Host host)
    {
        var detail = host.Reason is { } reason ? $": {reason}" : $", at {host.Address}";
        return $"{Glossary.HostStatuses.Show(host.Status)} since {host.Since:u}{detail}. " + Glossary.HostStatuses[host.Status].Sentence;
    }

    private static string Title(object happened) => happened switch
    {
        HostJoined or HostReturned => "why it is live",
        HostMoved => "why its address changed",
        HostLost or HostDeparted => "why its containers were deregistered",
        _ => "why it is in doubt",
    };
}
