using System.Collections.Frozen;
using Pipeline.Core.Dns;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Core.Storage;

/// <summary>
/// The name under which each kind of event is stored. A name must never change, even if its type is renamed or moved (docs/adr/0020).
/// </summary>
public static class EventNames
{
    // A container's stream.
    public const string RunBegan = "run_began";
    public const string RunResumed = "run_resumed";
    public const string RunDraining = "run_draining";
    public const string RunPaused = "run_paused";
    public const string RunEnded = "run_ended";
    public const string RunConfirmed = "run_confirmed";
    public const string RunOrphaned = "run_orphaned";
    public const string RunDoubted = "run_doubted";
    public const string RunDoubtEnded = "run_doubt_ended";
    public const string InstanceRegistered = "instance_registered";
    public const string InstanceWithdrawn = "instance_withdrawn";
    public const string InstanceWithheld = "instance_withheld";
    public const string VerdictPassed = "verdict_passed";
    public const string ClaimRefused = "claim_refused";
    public const string ClaimFlawsFound = "claim_flaws_found";

    // A host's stream.
    public const string HostJoined = "host_joined";
    public const string HostMoved = "host_moved";
    public const string HostSuspected = "host_suspected";
    public const string HostFoundMute = "host_found_mute";
    public const string HostLost = "host_lost";
    public const string HostDeparted = "host_departed";
    public const string HostEndAnnounced = "host_end_announced";
    public const string HostEndWithdrawn = "host_end_withdrawn";
    public const string HostReturned = "host_returned";
    public const string HostDoubted = "host_doubted";
    public const string HostDoubtEnded = "host_doubt_ended";
    public const string HostForgotten = "host_forgotten";
    public const string HostSummarized = "host_summarized";

    // The stream of an owned name.
    public const string NameBound = "name_bound";
    public const string NameGiven = "name_given";
    public const string NameUnused = "name_unused";
    public const string NameUsed = "name_used";
    public const string NameReleased = "name_released";
    public const string NameSummarized = "name_summarized";

    // A record's stream in the ledger of a zone.
    public const string ChangeSubmitted = "change_submitted";
    public const string ChangeAccepted = "change_accepted";
    public const string ChangeInSync = "change_in_sync";
    public const string ChangeRefused = "change_refused";
    public const string RecordFound = "record_found";
    public const string RecordAdopted = "record_adopted";
    public const string RecordSummarized = "record_summarized";

    // The stream of a container's health.
    public const string RunWatched = "run_watched";
    public const string WatchesChanged = "watches_changed";
    public const string FactHeard = "fact_heard";
    public const string ProbeHeard = "probe_heard";
    public const string StateChanged = "state_changed";
    public const string CauseChanged = "cause_changed";
    public const string VerdictReached = "verdict_reached";
    public const string VerdictTaken = "verdict_taken";
    public const string StopOrdered = "stop_ordered";
    public const string StopAnswered = "stop_answered";

    /// <summary>The event store appends it if a transaction failed; it has no meaning for the registry.</summary>
    public const string Tombstone = "tombstone";

    /// <summary>Every kind of <see cref="ContainerEvent"/> by its stored name.</summary>
    public static readonly FrozenDictionary<string, Type> OfContainers = new Dictionary<string, Type>
    {
        [RunBegan] = typeof(RunBegan),
        [RunResumed] = typeof(RunResumed),
        [RunDraining] = typeof(RunDraining),
        [RunPaused] = typeof(RunPaused),
        [RunEnded] = typeof(RunEnded),
        [RunConfirmed] = typeof(RunConfirmed),
        [RunOrphaned] = typeof(RunOrphaned),
        [RunDoubted] = typeof(RunDoubted),
        [RunDoubtEnded] = typeof(RunDoubtEnded),
        [InstanceRegistered] = typeof(InstanceRegistered),
        [InstanceWithdrawn] = typeof(InstanceWithdrawn),
        [InstanceWithheld] = typeof(InstanceWithheld),
        [VerdictPassed] = typeof(VerdictPassed),
        [ClaimRefused] = typeof(ClaimRefused),
        [ClaimFlawsFound] = typeof(ClaimFlawsFound),
    }.ToFrozenDictionary();

    /// <summary>Every kind of <see cref="HostEvent"/> by its stored name.</summary>
    public static readonly FrozenDictionary<string, Type> OfHosts = new Dictionary<string, Type>
    {
        [HostJoined] = typeof(HostJoined),
        [HostMoved] = typeof(HostMoved),
        [HostSuspected] = typeof(HostSuspected),
        [HostFoundMute] = typeof(HostFoundMute),
        [HostLost] = typeof(HostLost),
        [HostDeparted] = typeof(HostDeparted),
        [HostEndAnnounced] = typeof(HostEndAnnounced),
        [HostEndWithdrawn] = typeof(HostEndWithdrawn),
        [HostReturned] = typeof(HostReturned),
        [HostDoubted] = typeof(HostDoubted),
        [HostDoubtEnded] = typeof(HostDoubtEnded),
        [HostForgotten] = typeof(HostForgotten),
        [HostSummarized] = typeof(HostSummarized),
    }.ToFrozenDictionary();

    /// <summary>Every kind of <see cref="NameEvent"/> by its stored name.</summary>
    public static readonly FrozenDictionary<string, Type> OfNames = new Dictionary<string, Type>
    {
        [NameBound] = typeof(NameBound),
        [NameGiven] = typeof(NameGiven),
        [NameUnused] = typeof(NameUnused),
        [NameUsed] = typeof(NameUsed),
        [NameReleased] = typeof(NameReleased),
        [NameSummarized] = typeof(NameSummarized),
    }.ToFrozenDictionary();

    /// <summary>Every kind of <see cref="LedgerEvent"/> by its stored name.</summary>
    public static readonly FrozenDictionary<string, Type> OfLedger = new Dictionary<string, Type>
    {
        [ChangeSubmitted] = typeof(ChangeSubmitted),
        [ChangeAccepted] = typeof(ChangeAccepted),
        [ChangeInSync] = typeof(ChangeInSync),
        [ChangeRefused] = typeof(ChangeRefused),
        [RecordFound] = typeof(RecordFound),
        [RecordAdopted] = typeof(RecordAdopted),
        [RecordSummarized] = typeof(RecordSummarized),
    }.ToFrozenDictionary();

    /// <summary>Every kind of <see cref="HealthEvent"/> by its stored name.</summary>
    public static readonly FrozenDictionary<string, Type> OfHealth = new Dictionary<string, Type>
    {
        [RunWatched] = typeof(RunWatched),
        [WatchesChanged] = typeof(WatchesChanged),
        [FactHeard] = typeof(FactHeard),
        [ProbeHeard] = typeof(ProbeHeard),
        [StateChanged] = typeof(StateChanged),
        [CauseChanged] = typeof(CauseChanged),
        [VerdictReached] = typeof(VerdictReached),
        [VerdictTaken] = typeof(VerdictTaken),
        [StopOrdered] = typeof(StopOrdered),
        [StopAnswered] = typeof(StopAnswered),
    }.ToFrozenDictionary();

    /// <summary>Every kind of event in the registry's store.</summary>
    public static readonly FrozenDictionary<string, Type> OfRegistry =
        OfContainers.Concat(OfHosts).Concat(OfNames).Concat(OfLedger).ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Names =
        OfRegistry.Concat(OfHealth).ToFrozenDictionary(kind => kind.Value, kind => kind.Key);

    /// <summary>The name under which an event is stored.</summary>
    public static string NameOf(object happened) => happened is UnknownEvent unknown ? unknown.Name : Names[happened.GetType()];

    /// <summary>An event's kind as commands print it: <c>RunBegan</c> for <c>run_began</c>. Scripts depend on it.</summary>
    public static string KindOf(object happened) => string.Concat(
        NameOf(happened).Split('_').Select(word => word is "" ? "" : char.ToUpperInvariant(word[0]) + word[1..]));
}
