using System.Globalization;
using JasperFx.Events;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Projector.Reading;

/// <summary>What happened, in words.</summary>
internal static class Happenings
{
    public static HappeningView Of(IEvent recorded)
    {
        var stream = recorded.StreamKey ?? "";
        var (subject, of, at) = recorded.Data switch
        {
            HostEvent e => (stream["host/".Length..], "host", e.At),
            LedgerEvent e => (string.Join('/', stream.Split('/').Skip(2)), "record", e.At),
            ContainerEvent e => (stream, "container", e.At),
            _ => (stream, "container", recorded.Timestamp),
        };
        return new(at, recorded.Sequence, subject, of, recorded.Data.GetType().Name, Words(recorded.Data));
    }

    private static string Words(object happened) => happened switch
    {
        RunBegan e => $"a run of {e.Name} began on {e.Host}: {e.Image}",
        RunResumed e => $"goes on, on {e.Host}",
        RunDraining { Signal: { } signal } => $"was asked to stop by signal {signal.ToString(CultureInfo.InvariantCulture)}",
        RunDraining => "was asked to stop",
        RunPaused => "is frozen",
        RunEnded { ExitCode: { } code } e => $"ended: {e.End.ToString().ToLowerInvariant()}, exit code {code.ToString(CultureInfo.InvariantCulture)}",
        RunEnded e => $"ended: {e.End.ToString().ToLowerInvariant()}",
        RunConfirmed e => $"is still there, says {e.Host}",
        RunOrphaned e => $"nothing is known of it any more: {e.Reason}",
        InstanceRegistered e => $"answers for {e.Instance.Service} at {e.Instance.At}",
        InstanceWithdrawn e => $"no longer answers for {e.Instance.Service} at {e.Instance.At}: {e.Detail ?? e.Reason.ToString()}",
        InstanceWithheld e => $"is held back from {e.Instance.Service}: {e.Reason}",
        VerdictPassed e => $"was judged: {(e.Fitness.Condemned ? "to leave the zone" : "to answer")}",
        ClaimRefused e => $"its claim to '{e.Refusal.Claim.Service}' was refused: {e.Refusal.Detail}",
        HostJoined e => $"was heard for the first time, at {e.Address}",
        HostMoved e => $"moved to {e.Address}",
        HostSuspected e => $"is suspected: silent since {e.LastHeard:u}",
        HostFoundMute e => $"is mute: silent since {e.LastHeard:u}, but its machine runs: {e.Evidence}",
        HostLost e => $"is lost: silent since {e.LastHeard:u}{(e.Evidence is null ? "" : $": {e.Evidence}")}",
        HostDeparted e => $"left: {e.Reason}",
        HostReturned => "is back",
        ChangeSubmitted e => $"{e.Change.Action.ToString().ToUpperInvariant()} was sent: {string.Join(", ", e.Change.Set.Values)}",
        ChangeAccepted e => $"the zone took it: change {e.ChangeId}",
        ChangeInSync e => $"every name server answers with change {e.ChangeId}",
        ChangeRefused e => $"the zone refused it: {e.Error}",
        RecordFound e => e.Finding switch
        {
            Finding.OutcomeSettled => "the outcome of a change was settled by looking",
            Finding.LostWrite => "was accepted, and is gone from the zone",
            Finding.ForeignEdit => "was changed by somebody else",
            Finding.Orphan => "was deleted, and is there again",
            Finding.Foreign => "somebody else's record is in the way; it is left alone",
            Finding.ForeignGone => "what was in the way is gone",
            var other => other.ToString(),
        },
        var other => other.GetType().Name,
    };
}
