using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Storage;

namespace Pipeline.History.Events;

/// <summary>What happened, in words.</summary>
public static class EventWords
{
    public static DateTimeOffset At(object happened) => happened switch
    {
        ContainerEvent e => e.At,
        HostEvent e => e.At,
        LedgerEvent e => e.At,
        UnknownEvent { At: { } at } => at,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An event that no history tells."),
    };

    public static string Of(object happened) => happened switch
    {
        UnknownEvent e => e.Text,
        RunBegan e => $"{e.Name} ({e.Image}) runs on {e.Host} since {e.StartedAt:u}",
        RunResumed e => $"goes on, on {e.Host}",
        RunDraining e => $"was asked to stop on {e.Host}{(e.Signal is { } signal ? $" (signal {signal})" : "")}",
        RunPaused e => $"is paused on {e.Host}",
        RunEnded e => $"ended on {e.Host}: {StoredWords.TextOf(e.End).ToLowerInvariant()}{(e.ExitCode is { } code ? $", exit code {code}" : "")}",
        RunConfirmed e => $"was confirmed by {e.Host}",
        RunOrphaned e => $"nothing is known of it any more: {e.Reason}",
        InstanceRegistered e => $"answers for {Of(e.Instance)}",
        InstanceWithdrawn e => $"answers no longer for {Of(e.Instance)}: {Of(e.Reason)}{(e.Detail is null ? "" : $", {e.Detail}")}",
        InstanceWithheld e => $"is held back from {Of(e.Instance)}: {e.Reason}",
        VerdictPassed e => $"was judged {(e.Fitness.Condemned ? "unhealthy" : "fit to answer")} (verdict {e.Fitness.Sequence})",
        ClaimRefused e => $"its claim to {e.Refusal.Claim.Service} on port {e.Refusal.Claim.ContainerPort} was refused: {e.Refusal.Detail}",
        HostJoined e => $"was heard for the first time, at {e.Address}",
        HostMoved e => $"is at {e.Address} now",
        HostSuspected e => $"is suspected: silent since {e.LastHeard:u}",
        HostFoundMute e => $"is mute, silent since {e.LastHeard:u}, but its machine runs: {e.Evidence}",
        HostLost e => $"is lost, silent since {e.LastHeard:u}{(e.Evidence is null ? "" : $": {e.Evidence}")}",
        HostDeparted e => $"took its leave: {e.Reason}",
        HostReturned => "is heard again",
        ChangeSubmitted e => $"{StoredWords.TextOf(e.Change.Action).ToUpperInvariant()} is sent: {string.Join(", ", e.Change.Set.Values.Take(4))}{(e.Change.Set.Values.Count > 4 ? $" and {e.Change.Set.Values.Count - 4} more" : "")}",
        ChangeAccepted e => $"the zone took it: change {e.ChangeId}",
        ChangeInSync e => $"every name server answers with change {e.ChangeId}",
        ChangeRefused e => $"the zone refused it: {e.Error}",
        RecordFound e => e.Finding switch
        {
            Finding.OutcomeSettled => "the zone was read, and settles the open outcome",
            Finding.LostWrite => "it was written, and is gone from the zone",
            Finding.ForeignEdit => "somebody else changed it",
            Finding.Orphan => "it was removed, and is in the zone again",
            Finding.Foreign => "somebody else's record is in its way",
            Finding.ForeignGone => "what stood in its way is gone",
            _ => StoredWords.TextOf(e.Finding),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An event that no history tells."),
    };

    /// <summary>Why an instance was withdrawn, for people.</summary>
    public static string Of(WithdrawalReason reason) => reason switch
    {
        WithdrawalReason.Stopping => "it was asked to stop",
        WithdrawalReason.Stopped => "it stopped",
        WithdrawalReason.Paused => "it was paused",
        WithdrawalReason.Absent => "its host's report does not list it",
        WithdrawalReason.Restarted => "it was started anew",
        WithdrawalReason.Moved => "another host states it now",
        WithdrawalReason.EndpointChanged => "its claim or its port changed",
        WithdrawalReason.PortReused => "a container that started later has its port",
        WithdrawalReason.Condemned => "its health was judged bad",
        WithdrawalReason.HostLost => "its host is lost",
        WithdrawalReason.HostLeft => "its host took its leave",
        _ => StoredWords.TextOf(reason),
    };

    private static string Of(Instance instance) => $"{instance.Service} at {instance.At.Address}:{instance.At.Port}";
}
