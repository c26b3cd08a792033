using Pipeline.Core.Status;

namespace Pipeline.History.Words;

public static partial class Glossary
{
    /// <summary>How bad a trouble is.</summary>
    public static readonly TermTable<TroubleWeight> TroubleWeights = new(
    [
        (TroubleWeight.Outage, "outage", "A name does not answer, or answers wrongly, or soon will."),
        (TroubleWeight.Warning, "warning", "Something is wrong, and names still answer."),
        (TroubleWeight.Notice, "notice", "Worth knowing; all is right nonetheless."),
    ]);

    /// <summary>How well it is known what the zone holds.</summary>
    public static readonly TermTable Beliefs = new(
    [
        ("believed", "believed", "The zone was not read: it is believed to hold what the ledger says."),
    ]);

    /// <summary>What may be wrong.</summary>
    public static readonly TermTable<TroubleKind> Troubles = new(
    [
        (TroubleKind.DatabaseAway, "database away", "The database does not answer: DNS keeps its records, and nothing new comes in."),
        (TroubleKind.NobodyLeads, "nobody leads", "No process writes the zone, because the last leader died, froze or was stopped."),
        (TroubleKind.FencedOff, "fenced off", "The zone has another database's fence, or a newer one, so nothing is written."),
        (TroubleKind.PassesFail, "passes fail", "A process leads, and the zone or the database refuses what it does."),
        (TroubleKind.PassesHang, "no pass ends", "A process leads and sends heartbeats, but has ended no pass for two full ones."),
        (TroubleKind.NothingHeard, "nothing heard", "No host reports, so the way that reports take is likelier broken than every host."),
        (TroubleKind.RecordMissing, "record missing", "A record that was accepted is gone from the zone."),
        (TroubleKind.RecordEdited, "record edited", "Somebody else changed a record of ours in the zone."),
        (TroubleKind.ForeignRecord, "foreign record", "Somebody else's record has a name that we need."),
        (TroubleKind.NoInstance, "no instance", "A name lost its last instance within a day, and no container claims it any more."),
        (TroubleKind.CrashLoop, "crash loop", "A container ends by itself again and again."),
        (TroubleKind.Unhealthy, "unhealthy", "A container's check fails often enough that it is ejected, or would be if no guard kept it."),
        (TroubleKind.Stuck, "stuck", "A step of a container's removal takes longer than 5 minutes."),
        (TroubleKind.Frozen, "ejections frozen", "Nothing is ejected or stopped, because failures correlate."),
        (TroubleKind.NeverPassed, "never passed", "No container of the service ever passed its check, so the check may be wrong."),
        (TroubleKind.HostLost, "host lost", "A host vanished within the last hour, and its containers were deregistered."),
        (TroubleKind.HostSilent, "host silent", "A host misses its reports; its containers stay in DNS until it is lost."),
        (TroubleKind.AgentDown, "agent down", "A host's agent is silent, and its machine runs."),
        (TroubleKind.HostConflict, "two hosts of one name", "Two agents speak for one host; the one that was believed stays believed."),
        (TroubleKind.ClockWrong, "clock wrong", "A host's clock is ahead or behind by more than a minute."),
        (TroubleKind.HostDoubted, "host doubted", "Something else that is heard of a host is not believed."),
        (TroubleKind.FactsLate, "facts late", "Reports of all hosts arrive more than a minute after they were sent."),
        (TroubleKind.ChangeRefused, "change refused", "The zone refuses a record; it is tried again in each full pass."),
        (TroubleKind.LeftOut, "left out", "Instances have no record, because a limit is reached or their host has no address record."),
        (TroubleKind.BudgetShort, "budget short", "The changes that wait need more of Route 53's budget than half a minute gives."),
        (TroubleKind.DeadLetters, "dead letters", "Messages could not be handled, and wait for a person."),
        (TroubleKind.QueueBehind, "messages wait", "Messages wait in their queue for longer than a minute, or a thousand do."),
        (TroubleKind.SourceAway, "not readable", "A part of the status cannot be read from here."),
        (TroubleKind.ClaimRefused, "claim refused", "A container claims a name and does not get it."),
    ]);
}
