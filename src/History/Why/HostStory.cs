using Pipeline.Core.Hosts;
using Pipeline.Core.Storage;
using Pipeline.History.Events;
using Pipeline.History.Words;
using Host = Pipeline.Core.Hosts.Host;

namespace Pipeline.History.Why;

/// <summary>Explains the status of a host.</summary>
internal sealed class HostStory(IRegistryHistory history, ZoneTrail trail)
{
    private const int EventsAtMost = 500;
    private const int ChainsAtMost = 5;

    public async Task<WhyView> ExplainAsync(Subject subject, DateTimeOffset? at, CancellationToken cancel)
    {
        var stream = Host.StreamOf(subject.Id);
        var events = await history.EndAsync(stream, at, EventsAtMost, cancel);
        var state = events.Aggregate(
            (Host?)null, (host, recorded) => recorded.Happened is HostEvent e ? Host.Evolve(host, stream, e) : host);
        var chains = new List<WhyChain>();
        foreach (var recorded in events.Where(one => one.Happened is not UnknownEvent).TakeLast(ChainsAtMost))
        {
            var changes = recorded.Happened is not (HostJoined or HostMoved or HostReturned or HostLost or HostDeparted)
                ? []
                : await trail.OfHostAsync(subject.Id, recorded.Sequence, at, cancel);
            chains.Add(Steps.Chain(Title(recorded.Happened), Steps.LeadingTo(recorded, subject.Name, null).Concat(changes)));
        }

        chains.AddRange(Steps.ForUnknownEvents(events, subject.Name));
        return new WhyView("host", subject.Name, state is null ? "it had not joined yet" : Describe(state), chains);
    }

    private static string Describe(Host host)
    {
        var detail = host.Reason is { } reason ? $": {reason}" : host.IsService ? ", at its load balancers" : $", at {host.Address}";
        var status = host is { Address: "", IsPresent: false, Reason: null }
            ? "nothing of it was believed yet"
            : $"{Glossary.HostStatuses.Show(host.Status)} since {host.Since:u}{detail}. " + Glossary.HostStatuses[host.Status].Sentence;
        if (host.Ending is { } ending) status += $" Ending: {ending.Reason}. {Glossary.HostEndings["ending"].Sentence}";
        return Steps.Doubted(status, host.Doubt);
    }

    private static string Title(object happened) => happened switch
    {
        HostJoined or HostReturned => "why it is live",
        HostMoved => "why its address changed",
        HostLost or HostDeparted => "why its containers were deregistered",
        HostSuspected => "why it is suspected",
        HostFoundMute => "why its agent is down",
        HostEndAnnounced => "why its end is announced",
        HostEndWithdrawn => "why its end is announced no longer",
        HostDoubted => "why it is doubted",
        HostDoubtEnded => "why it is doubted no longer",
        HostForgotten => "why its next report is believed",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An unknown kind of host event."),
    };
}
