using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Core.Dns.Planning;

namespace Pipeline.History.Words;

public static partial class Glossary
{
    /// <summary>The messages on the bus, by their type.</summary>
    public static readonly TermTable Messages = new(
    [
        ("ContainerStarted", "container started", "A container runs: it was started, restarted or resumed."),
        ("ContainerStopping", "container stopping", "A container was told to stop and still runs."),
        ("ContainerPaused", "container paused", "A container was paused."),
        ("ContainerStopped", "container stopped", "A container no longer runs."),
        ("HostReported", "full report", "Everything that a host runs; what is not listed does not run."),
        ("HostLeft", "host leaving", "A host leaves, and everything on it is to be deregistered."),
        ("ContainerCondemned", "decision to eject",
            "The health saga decided that a container must leave DNS; repeated until it is applied."),
        ("ContainerReinstated", "decision to restore",
            "The health saga decided that a container may be in DNS (again); repeated until it is applied."),
        ("VerdictCarriedOut", "decision applied", "The projector applied a decision."),
        ("StopTask", "stop request",
            "Asks for a container to be stopped: its ECS task, or the container itself. Harmless when repeated."),
    ]);

    /// <summary>The events of the zone's ledger, by the type of the event.</summary>
    public static readonly TermTable ZoneEvents = new(
    [
        ("ChangeSubmitted", "change sent",
            "A change is about to be sent; written first, so that a crash after it leaves a known open outcome."),
        ("ChangeAccepted", "change accepted", "The zone accepted the change; Route 53 calls this state PENDING."),
        ("ChangeInSync", "change in sync", "Every name server of the zone answers with it; Route 53 calls this state INSYNC."),
        ("ChangeRefused", "change refused", "The zone refused this change by itself; it is tried again in each full pass."),
        ("RecordFound", "zone differs", "The zone was read and differs from the ledger; the finding is one of the next table."),
        ("RecordAdopted", "record taken over",
            "A person had a record taken over that somebody else wrote, with ./pipeline adopt; from now on it is ours."),
        ("RecordSummarized", "history summarized", "What the record's events that are older than the retention came to."),
    ]);

    /// <summary>Who wrote the records that are taken over.</summary>
    public static readonly TermTable<RecordOrigin> RecordOrigins = new(
    [
        (RecordOrigin.Ledger, "ledger", "This system wrote it, with a database that is lost, or that was restored from a backup since."),
        (RecordOrigin.Agent, "agent", "The agent of the ECS reference design wrote it, which writes weighted records of its own host."),
        (RecordOrigin.Hand, "hand", "A person made it."),
    ]);

    /// <summary>What becomes of records that are taken over.</summary>
    public static readonly TermTable<RecordFate> RecordFates = new(
    [
        (RecordFate.Kept, "keep", "It stays as it is."),
        (RecordFate.Changed, "change", "Its values, its TTL or its weight are set to the desired ones."),
        (RecordFate.Exchanged, "exchange", "Its name gets records of the layout in its place."),
        (RecordFate.Removed, "remove", "Nothing runs any more that it leads to."),
    ]);

    /// <summary>Why records are not taken over.</summary>
    public static readonly TermTable<LeftReason> LeftReasons = new(
    [
        (LeftReason.OtherForm, "another form", "It does not look like what its origin writes."),
        (LeftReason.OtherTtl, "another TTL", "Its TTL is none that this system writes here. If it is ours, state its name."),
        (LeftReason.UnknownHost, "unknown host",
            "It leads to a host or an address that never reported here. If it is ours, state its name."),
        (LeftReason.SilentHost, "silent host", "The next full report of its host is awaited. Try again after it."),
        (LeftReason.OtherAddress, "another address", "It is the address record of a host that reports another address."),
        (LeftReason.NotRegistered, "not registered",
            "What it leads to runs, or may run, and is not registered at this name. ./pipeline instances --refused says why."),
        (LeftReason.OtherValues, "other values", "It leads to something that is not registered at this name."),
        (LeftReason.ForeignTarget, "foreign address record", "The address record of its host stays foreign."),
        (LeftReason.DividedName, "divided name",
            "Another record of its name stays foreign, and the layout or the TTL differs. Move all hosts of the name, or set the layout to "
            + "Weighted and the TTL to theirs."),
    ]);

    /// <summary>How the zone differed from the ledger.</summary>
    public static readonly TermTable<Finding> Findings = new(
    [
        (Finding.OutcomeSettled, "outcome known", "The answer to a change was lost; the zone was read and shows what became of it."),
        (Finding.LostWrite, "record missing", "A record that was accepted is gone from the zone; it is added again."),
        (Finding.ForeignEdit, "edited by others", "Somebody else changed a record of ours; it is set back."),
        (Finding.Orphan, "orphaned record",
            "A record that was removed, or never confirmed, is in the zone as we wrote it; it is removed."),
        (Finding.Foreign, "foreign record in the way", "Somebody else's record has the name that we need; it is left alone."),
        (Finding.ForeignGone, "no longer in the way", "The foreign record is gone, so ours can be added."),
    ]);

    /// <summary>Why registered instances are not in the zone.</summary>
    public static readonly TermTable<LeftOutReason> LeftOutReasons = new(
    [
        (LeftOutReason.Identifiers, "too many record sets of one name",
            "A name has at most 100 record sets that are told apart by identifiers."),
        (LeftOutReason.Records, "too many record sets in the zone", "The zone has no room for more record sets."),
        (LeftOutReason.Targets, "no address record of ours",
            "The address record that they point to is refused, somebody else's, or left out itself."),
        (LeftOutReason.Route, "name has another route",
            "A name leads to one load balancer, or to containers themselves: to where it leads already. "
            + "Claim another name, or stop the others."),
    ]);

    /// <summary>Why a service's name has no address of its instances.</summary>
    public static readonly TermTable<NoAddressReason> NoAddressReasons = new(
    [
        (NoAddressReason.NoFixedPort, "ports not fixed",
            "The engine chose the ports of all its instances. "
            + "Publish a port that is named (-p 8080:80, or hostPort in the task definition), "
            + "use awsvpc or the host network, or set Pipeline__Addresses to All."),
        (NoAddressReason.NameOfHost, "name of a host",
            "A host has the name, and its address records are the host's. Claim another name."),
        (NoAddressReason.NoHostName, "not a host name",
            "The name states a service and a protocol (RFC 2782). Claim a name without them."),
        (NoAddressReason.NameOfAddress, "name of an address",
            "The name has the form of an address's label, such as ip-10-0-1-5. Claim another name."),
        (NoAddressReason.SwitchedOff, "switched off",
            "Pipeline__Addresses is None. Set it to Fixed or All."),
    ]);

    /// <summary>The console's marks.</summary>
    public static readonly TermTable Marks = new(
    [
        ("Well", "healthy", "In DNS; its check passes or it has none."),
        ("Starting", "starting", "In its grace period, or not ready."),
        ("Resting", "stopping or paused", "Somebody stopped or paused it."),
        ("Doubted", "doubted", "Another host reports its container too; it stays in DNS as last believed."),
        ("Silent", "on a silent host", "Its host is suspected, agent down or lost."),
        ("Failing", "failing",
            "Its check fails and it is still in DNS: failing, never passed or ejection blocked; or it is in a crash loop."),
        ("Leaving", "ejected", "Its check failed too often: ejecting, draining, ejected or stuck."),
    ]);
}
