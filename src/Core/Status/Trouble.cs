namespace Pipeline.Core.Status;

/// <summary>Something that is wrong: one for each cause, whatever its effects.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Weight">How bad it is.</param>
/// <param name="Subject">What it is about: a name, a container, a host, a record, a queue.</param>
/// <param name="Cause">The cause as text for people, without the subject.</param>
/// <param name="Next">The command to type next, or what to do where there is none.</param>
/// <param name="Since">Since when; null if that is not known.</param>
public sealed record Trouble(
    TroubleKind Kind, TroubleWeight Weight, string Subject, string Cause, string Next, DateTimeOffset? Since = null);

/// <summary>How bad it is.</summary>
public enum TroubleWeight
{
    /// <summary>Worth knowing; all is right nonetheless.</summary>
    Notice,

    /// <summary>Something is wrong, and names still answer.</summary>
    Warning,

    /// <summary>A name does not answer, or answers wrongly, or soon will.</summary>
    Outage,
}

/// <summary>The kinds of trouble. Of two that weigh the same, the earlier kind comes first.</summary>
public enum TroubleKind
{
    /// <summary>The database does not answer.</summary>
    DatabaseAway,

    /// <summary>No process leads the zone.</summary>
    NobodyLeads,

    /// <summary>The zone has the fence of another database, or a newer one.</summary>
    FencedOff,

    /// <summary>The leader's passes fail.</summary>
    PassesFail,

    /// <summary>A process leads, but none of its passes ends.</summary>
    PassesHang,

    /// <summary>No host reports.</summary>
    NothingHeard,

    /// <summary>A record of ours is gone from the zone.</summary>
    RecordMissing,

    /// <summary>Somebody else changed a record of ours.</summary>
    RecordEdited,

    /// <summary>Somebody else's record has a name that we need.</summary>
    ForeignRecord,

    /// <summary>A name lost its last instance, and no container claims it.</summary>
    NoInstance,

    /// <summary>A container ends by itself again and again.</summary>
    CrashLoop,

    /// <summary>A check fails often enough that its container is ejected, or would be.</summary>
    Unhealthy,

    /// <summary>A step of a removal takes too long.</summary>
    Stuck,

    /// <summary>Ejections are frozen, because failures correlate.</summary>
    Frozen,

    /// <summary>A check that no container ever passed.</summary>
    NeverPassed,

    /// <summary>A host is lost.</summary>
    HostLost,

    /// <summary>A host misses its reports.</summary>
    HostSilent,

    /// <summary>The agent of a host is silent, and its machine runs.</summary>
    AgentDown,

    /// <summary>Two agents speak for one host.</summary>
    HostConflict,

    /// <summary>The clock of a host is wrong.</summary>
    ClockWrong,

    /// <summary>Something else that is heard of a host is not believed.</summary>
    HostDoubted,

    /// <summary>Facts arrive long after they were sent.</summary>
    FactsLate,

    /// <summary>The zone refuses a change.</summary>
    ChangeRefused,

    /// <summary>Instances without records.</summary>
    LeftOut,

    /// <summary>The changes that wait need more than the account's budget has.</summary>
    BudgetShort,

    /// <summary>Messages that could not be handled.</summary>
    DeadLetters,

    /// <summary>Messages wait in their queue.</summary>
    QueueBehind,

    /// <summary>A part of the status cannot be read.</summary>
    SourceAway,

    /// <summary>A claim is refused.</summary>
    ClaimRefused,
}
