using Pipeline.Core.Status;

namespace Pipeline.Tests.Support;

/// <summary>
/// The incidents that a person on call has to find within a minute, without having read the docs. Each has a test, which is marked with its
/// name: <c>status</c> names the incident, <c>why</c> tells its cause, the console shows it, and what the runbook says ends it.
/// </summary>
internal static class Incidents
{
    /// <summary>The trait of a test that plays an incident.</summary>
    public const string Trait = "incident";

    public const string HostVanished = "host vanished";
    public const string AgentDead = "agent dead";
    public const string Unhealthy = "unhealthy";
    public const string NeverPasses = "never passes";
    public const string CrashLoop = "crash loop";
    public const string RecordDeleted = "record deleted";
    public const string ForeignRecord = "foreign record";
    public const string LeaderFrozen = "leader frozen";
    public const string DatabaseDown = "database down";
    public const string DeadLetter = "dead letter";
    public const string ClockWrong = "clock wrong";
    public const string TwoHostsOfOneName = "two hosts of one name";

    /// <summary>What <c>status</c> calls each.</summary>
    public static readonly IReadOnlyDictionary<string, TroubleKind> Troubles = new Dictionary<string, TroubleKind>
    {
        [HostVanished] = TroubleKind.HostLost,
        [AgentDead] = TroubleKind.AgentDown,
        [Unhealthy] = TroubleKind.Unhealthy,
        [NeverPasses] = TroubleKind.NeverPassed,
        [CrashLoop] = TroubleKind.CrashLoop,
        [RecordDeleted] = TroubleKind.RecordMissing,
        [ForeignRecord] = TroubleKind.ForeignRecord,
        [LeaderFrozen] = TroubleKind.NobodyLeads,
        [DatabaseDown] = TroubleKind.DatabaseAway,
        [DeadLetter] = TroubleKind.DeadLetters,
        [ClockWrong] = TroubleKind.ClockWrong,
        [TwoHostsOfOneName] = TroubleKind.HostConflict,
    };
}
