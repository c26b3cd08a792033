using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Storage;
using Pipeline.Core.Vocabulary;

namespace Pipeline.History.Words;

/// <summary>Describes the events of the registry and of the zone in words.</summary>
public static class EventWords
{
    private const int ValuesShown = 4;

    public static DateTimeOffset At(object recorded) => recorded switch
    {
        ContainerEvent e => e.At,
        HostEvent e => e.At,
        NameEvent e => e.At,
        LedgerEvent e => e.At,
        UnknownEvent { At: { } at } => at,
        _ => throw Unknown(recorded),
    };

    public static string Of(object recorded) => recorded switch
    {
        ContainerEvent e => OfContainer(e),
        HostEvent e => OfHost(e),
        NameEvent e => OfName(e),
        LedgerEvent e => OfZone(e),
        UnknownEvent e => e.Text,
        _ => throw Unknown(recorded),
    };

    /// <summary>Why an instance was deregistered.</summary>
    public static string Of(WithdrawalReason reason) => Glossary.WithdrawalReasons.Show(reason);

    private static string OfContainer(ContainerEvent recorded) => recorded switch
    {
        RunBegan e => $"started: {e.Name} ({e.Image}) on {e.Host} at {e.StartedAt:u}{After(e.Crashes)}",
        RunResumed e => $"resumed on {e.Host}",
        RunDraining e => $"stop requested on {e.Host}{(e.Signal is { } signal ? $" (signal {signal})" : "")}",
        RunPaused e => $"paused on {e.Host}",
        RunEnded e => $"ended on {e.Host}: {Word.Format(e.End).ToLowerInvariant()}{(e.ExitCode is { } code ? $", exit code {code}" : "")}",
        RunConfirmed e => $"confirmed by {e.Host}"
            + (e.Name is null ? "" : $": its name is now {e.Name}")
            + (e.Crashes is null ? "" : $": {Of(e.Crashes)}")
            + (e.Owner is null ? "" : $": its owner label is {e.Owner}"),
        RunOrphaned e => $"host gone, so its state is not known: {e.Reason}",
        RunDoubted e => $"doubted: {e.Reason}",
        RunDoubtEnded => "doubt ended: no other host reports it any more",
        InstanceRegistered e => $"registered for {Of(e.Instance)}",
        InstanceWithdrawn e => $"deregistered for {Of(e.Instance)}: {Of(e.Reason)}{(e.Detail is null ? "" : $", {e.Detail}")}",
        InstanceWithheld e => $"held back from DNS for {Of(e.Instance)}: {e.Reason}",
        VerdictPassed e => $"health decision {e.Fitness.Sequence} recorded: {(e.Fitness.Condemned ? "eject" : "restore")}",
        ClaimRefused e => $"claim to {e.Refusal.Claim.Service} on port {e.Refusal.Claim.ContainerPort} refused: {e.Refusal.Detail}",
        ClaimFlawsFound { Flaws.IsEmpty: true } => "all that it says of its ports is read now",
        ClaimFlawsFound e => $"without effect: {string.Join("; ", e.Flaws.Select(flaw => $"{flaw.Variable} {flaw.Detail}"))}",
        _ => throw Unknown(recorded),
    };

    private static string OfHost(HostEvent recorded) => recorded switch
    {
        HostJoined { Address: "" } => "joined: an ECS service behind load balancers",
        HostJoined e => $"joined at {e.Address}",
        HostMoved e => $"address changed to {e.Address}",
        HostSuspected e => $"suspected: no report since {e.LastHeard:u}",
        HostFoundMute e => $"agent down: no report since {e.LastHeard:u}, but its machine runs: {e.Evidence}",
        HostLost e => $"lost: no report since {e.LastHeard:u}{(e.Evidence is null ? "" : $": {e.Evidence}")}",
        HostDeparted e => $"left: {e.Reason}",
        HostEndAnnounced e => $"end announced: {e.Ending.Reason}",
        HostEndWithdrawn => "end withdrawn: it is not announced any more",
        HostReturned => "reports again",
        HostDoubted e => $"heard but not believed: {e.Reason}",
        HostDoubtEnded => "doubt ended",
        HostSummarized e => $"its history before {e.At:u} is summarized: {Glossary.HostStatuses.Show(e.State.Status)}",
        HostForgotten => "speaker forgotten by hand: the next report is believed",
        _ => throw Unknown(recorded),
    };

    private static string OfName(NameEvent recorded) => recorded switch
    {
        NameBound e => $"belongs to {e.Owner} by the claim of container {e.Container}",
        NameGiven e => $"given by hand to {e.Heir}, which gets it with its first instance",
        NameUnused => "unused: no container of its owner claims it any more",
        NameUsed => "used again by its owner",
        NameSummarized e => $"its history before {e.At:u} is summarized: "
            + (e.State.Owner is { } owner ? $"belongs to {owner}" : "belongs to nobody"),
        NameReleased e => $"released: {e.Reason}",
        _ => throw Unknown(recorded),
    };

    private static string OfZone(LedgerEvent recorded) => recorded switch
    {
        ChangeSubmitted e => $"{Word.Format(e.Change.Action).ToUpperInvariant()} sent: {Values(e.Change.Set)}",
        ChangeAccepted e => $"change {e.ChangeId} accepted",
        ChangeInSync e => $"change {e.ChangeId} in sync on every name server",
        ChangeRefused e => $"change refused: {e.Error}",
        RecordFound e => $"zone differs: {Glossary.Findings.Show(e.Finding)}",
        RecordSummarized e => $"its history before {e.At:u} is summarized: {(e.State.Held is { } held ? Values(held) : "no record")}",
        RecordAdopted e => $"taken over from {Glossary.RecordOrigins.Show(e.Origin)}: {Values(e.Set)}",
        _ => throw Unknown(recorded),
    };

    private static string After(CrashCount? crashes) => crashes is null ? ""
        : $", after {crashes.Count} {(crashes.Count == 1 ? "crash" : "crashes")}"
        + (crashes.ExitCode is { } code ? $", the last with exit code {code}" : "");

    private static string Of(CrashCount crashes) =>
        $"{(crashes.IsHeldBack ? "held back from DNS" : "held back from DNS no longer")}{After(crashes)}";

    private static string Values(RecordSet set) =>
        string.Join(", ", set.Content.Take(ValuesShown))
        + (set.Values.Count > ValuesShown ? $" and {set.Values.Count - ValuesShown} more" : "");

    /// <summary>An instance, where it is, and what is said of it beside that.</summary>
    public static string Of(Instance instance) =>
        $"{instance.Service} at {instance.At.FormatAddressAndPort()}{Listed(InstanceDetails.Describe(instance))}";

    private static string Listed(IReadOnlyList<string> details) => details is [] ? "" : $" ({string.Join(", ", details)})";

    private static ArgumentOutOfRangeException Unknown(object recorded) =>
        new(nameof(recorded), recorded.GetType().Name, "EventWords has no words for this event.");
}
