using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.History.Words;

public static partial class Glossary
{
    /// <summary>A container's status.</summary>
    public static readonly TermTable<ContainerStatus> ContainerStatuses = new(
    [
        (ContainerStatus.Running, "running", "Its host reports that it runs."),
        (ContainerStatus.Stopping, "stopping", "It was told to stop and still runs."),
        (ContainerStatus.Paused, "paused", "Its engine paused it."),
        (ContainerStatus.Stopped, "stopped", "Its run has ended."),
        (ContainerStatus.Orphaned, "host gone", "Its host is lost or has left, so its state is not known any more."),
    ]);

    /// <summary>Why a running instance is not in DNS.</summary>
    public static readonly TermTable HeldBack = new(
    [
        ("condemned", "ejected", "It runs, but is not in DNS because its check fails."),
        ("crash loop", "crash loop",
            "It runs, but is not in DNS for a pause, because it ended by itself several times in a row; the pause grows with each time."),
        ("leaving", "leaving", "It runs, but is not in DNS because the end of its host is announced, and others answer for its name."),
        ("not healthy yet", "not ready", "It runs, but is not in DNS before its first passed check (Pipeline__Health__Admit=healthy)."),
    ]);

    /// <summary>The events of a container's stream, by the type of the event.</summary>
    public static readonly TermTable ContainerEvents = new(
    [
        ("RunBegan", "started", "A run began: the first one, one after a restart, or one on another host."),
        ("RunResumed", "resumed", "The run continues after a pause, after a stop that it survived, or because its host is back."),
        ("RunDraining", "stop requested", "The container was told to stop."),
        ("RunPaused", "paused", "The engine paused it."),
        ("RunEnded", "ended", "The run is over: it exited, was removed, or is absent from its host's report."),
        ("RunConfirmed", "confirmed",
            "A newer fact changed nothing, or only the container's name or whether its crashes hold it back; "
            + "kept so that an older one that is still on its way has no effect."),
        ("RunOrphaned", "host gone", "Its host was lost or left, so its state is not known any more."),
        ("RunDoubted", "doubted", "Another host reports it too and is not believed."),
        ("RunDoubtEnded", "doubt ended", "No other host reports it any more."),
        ("InstanceRegistered", "registered", "The instance is in the set that DNS answers with."),
        ("InstanceWithdrawn", "deregistered", "The instance is no longer in that set; the reason is one of the next table."),
        ("InstanceWithheld", "held back",
            "The instance is claimed but not registered because of its health or its crashes: ejected, not ready or in a crash loop."),
        ("VerdictPassed", "health decision N recorded", "The registry took in a decision to eject or to restore the container."),
        ("ClaimRefused", "claim refused", "A claim cannot be registered; the container's other claims are not affected."),
        ("ClaimFlawsFound", "without effect",
            "A variable only looks like a claim, or a part of a claim cannot be used; its names are not affected."),
    ]);

    /// <summary>Why an instance was deregistered.</summary>
    public static readonly TermTable<WithdrawalReason> WithdrawalReasons = new(
    [
        (WithdrawalReason.Stopping, "it was told to stop", "It was told to stop."),
        (WithdrawalReason.Stopped, "it stopped", "It stopped."),
        (WithdrawalReason.Paused, "it was paused", "It was paused."),
        (WithdrawalReason.Absent, "its host's report does not list it", "Its host's report does not list it."),
        (WithdrawalReason.Restarted, "it was restarted", "It was restarted."),
        (WithdrawalReason.Moved, "another host reports it now", "Another host reports it now."),
        (WithdrawalReason.EndpointChanged, "its claim or its published port changed", "Its claim or its published port changed."),
        (WithdrawalReason.PortReused, "a container that started later has its address and port",
            "A container that started later has its address and port."),
        (WithdrawalReason.Condemned, "ejected: its check fails", "Ejected: its check fails."),
        (WithdrawalReason.HostLost, "its host is lost", "Its host is lost."),
        (WithdrawalReason.HostLeft, "its host left", "Its host left."),
        (WithdrawalReason.NotOwner, "its name belongs to another", "Its name belongs to another."),
        (WithdrawalReason.HostEnding, "the end of its host is announced, and others answer",
            "The end of its host is announced, and others answer."),
    ]);

    /// <summary>Why a claim was refused.</summary>
    public static readonly TermTable<RefusalReason> RefusalReasons = new(
    [
        (RefusalReason.InvalidName, "invalid name", "The claimed name is not a DNS name."),
        (RefusalReason.NotOurs, "outside the domain", "The claimed name is outside the domain."),
        (RefusalReason.InvalidPort, "invalid port", "The port is not a port number."),
        (RefusalReason.ProtocolMismatch, "other protocol", "The name states another protocol than the port uses."),
        (RefusalReason.NotPublished, "not published", "The port cannot be reached from outside its host."),
        (RefusalReason.PortTaken, "port taken", "Another claim holds the same address and port."),
        (RefusalReason.TooMany, "too many claims", "The container claims more services than count."),
        (RefusalReason.Reserved, "reserved name", "Programs give the claimed name a meaning of their own."),
        (RefusalReason.NotOwner, "name of another", "The claimed name belongs to another owner."),
    ]);

    /// <summary>The state of a host's lease.</summary>
    public static readonly TermTable<HostStatus> HostStatuses = new(
    [
        (HostStatus.Live, "live", "Its agent reports."),
        (HostStatus.Suspected, "suspected", "It missed three reports; its containers stay in DNS while it is checked."),
        (HostStatus.Mute, "agent down",
            "Its agent is silent, but EC2 or ECS says that the machine runs; its containers stay in DNS as last reported."),
        (HostStatus.Lost, "lost", "It is silent, and nothing says that its machine runs; its containers are deregistered."),
        (HostStatus.Left, "left", "Its agent said that the host leaves; its containers are deregistered."),
    ]);

    /// <summary>The announced end of a host; shown beside its state.</summary>
    public static readonly TermTable HostEndings = new(
    [
        ("ending", "ending",
            "The end of its machine is announced; its containers stay in DNS until they are stopped. After a Spot interruption each leaves "
            + "a name as soon as others answer for it."),
    ]);

    /// <summary>What is heard but not believed, by what it is about; shown beside a state.</summary>
    public static readonly TermTable Doubts = new(
    [
        ("host", "doubted",
            "Something that is heard of the host is not believed; its containers stay in DNS as last believed. It ends by itself once "
            + "one agent alone speaks for the host and all that it says can be read."),
        ("container", "doubted",
            "Another host reports the container too; it stays with the host whose agent reported its start. "
            + "It ends once the other host lists it no longer, misses three reports or has left."),
    ]);

    /// <summary>The events of a host's stream, by the type of the event.</summary>
    public static readonly TermTable HostEvents = new(
    [
        ("HostJoined", "joined", "The host reported for the first time."),
        ("HostMoved", "address changed", "The host has another address."),
        ("HostSuspected", "suspected", "The host missed three reports."),
        ("HostFoundMute", "agent down", "The host is silent, but its machine is known to run."),
        ("HostLost", "lost", "The host's silence is confirmed."),
        ("HostDeparted", "left",
            "The agent said that the host leaves: it was shut down and is set to leave, or nothing ran there before an announced end."),
        ("HostEndAnnounced", "end announced",
            "EC2 or its Auto Scaling group announced the end of the machine; its containers run until they are stopped."),
        ("HostEndWithdrawn", "end withdrawn", "The end of the machine is not announced any more."),
        ("HostReturned", "back", "The host reports again."),
        ("HostDoubted", "doubted", "Something is heard of the host that is not believed."),
        ("HostDoubtEnded", "doubt ended", "Everything that is heard of the host is believed, or nothing else is heard any more."),
        ("HostForgotten", "speaker forgotten", "A person ran hosts forget HOST: the next agent that speaks for the host is believed."),
        ("HostSummarized", "history summarized", "What the host's events that are older than the retention came to."),
    ]);

    /// <summary>The events of a name's stream, by the type of the event.</summary>
    public static readonly TermTable NameEvents = new(
    [
        ("NameBound", "bound", "The name belongs to an owner: it claimed the name first, or the name was given to it."),
        ("NameGiven", "given", "A person ran names give NAME OWNER: the name belongs to OWNER with its first instance."),
        ("NameUnused", "unused", "No container of the owner claims the name any more."),
        ("NameUsed", "used again", "A container of the owner claims the name again."),
        ("NameReleased", "released", "The name belongs to nobody: a person released it, or it was unused for too long."),
        ("NameSummarized", "history summarized", "What the name's events that are older than the retention came to."),
    ]);

    /// <summary>How the owner of a name came to it.</summary>
    public static readonly TermTable NameOrigins = new(
    [
        ("listed", "owners' file", "A line of the owners' file says who may claim the name."),
        ("bound", "first claim", "The name belongs to whoever claimed it first, until it is released."),
        ("anyone", "anyone", "Nobody owns the name, so any container may claim it."),
        ("released", "released", "The name belonged to somebody and is released; whoever claims it next gets it."),
    ]);

    /// <summary>The statuses of an instance in lists: its container's status, or why it is held back.</summary>
    public static readonly TermTable InstanceStatuses =
        new(ContainerStatuses.Terms.Concat(HeldBack.Terms).Select(term => (term.Stored, term.Shown, term.Sentence)));
}
