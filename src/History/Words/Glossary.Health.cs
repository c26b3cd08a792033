using Pipeline.Core.Health;

namespace Pipeline.History.Words;

/// <summary>
/// The terms of <c>docs/glossary.md</c>: for each stored word, the displayed word and a sentence that explains it. A test compares this
/// class with the document.
/// </summary>
public static partial class Glossary
{
    /// <summary>A container's health.</summary>
    public static readonly TermTable<HealthState> HealthStates = new(
    [
        (HealthState.Starting, "starting", "In its grace period after the start: a failed check does not count yet."),
        (HealthState.Healthy, "healthy", "Its checks pass."),
        (HealthState.Suspect, "failing", "Its check fails, but not yet often enough in a row to be ejected."),
        (HealthState.Unproven, "never passed",
            "Its check fails, but no container of its service has ever passed this check, so the check itself may be wrong."),
        (HealthState.Spared, "ejection blocked",
            "Its check fails often enough, but a guard (floor, rate limit or freeze) keeps it in DNS."),
        (HealthState.Condemned, "ejecting", "It is to be ejected because its check fails; its DNS records are being removed."),
        (HealthState.Draining, "draining", "Its records are gone from every name server; the TTL runs out before it is stopped."),
        (HealthState.Stopping, "stopping", "It was told to stop, by this system or by somebody else, and has not ended yet."),
        (HealthState.Stopped, "stopped", "Its run has ended."),
        (HealthState.Stuck, "stuck",
            "A step of its removal took longer than 5 minutes; it is repeated, and the removal goes on once it succeeds."),
        (HealthState.Paused, "paused", "Its engine paused it; it is not checked until it is resumed."),
        (HealthState.Released, "exempt", "A person released it: it stays in DNS and its checks are ignored until it restarts."),
    ]);

    /// <summary>What changes a container's health.</summary>
    public static readonly TermTable<HealthTrigger> HealthTriggers = new(
    [
        (HealthTrigger.Passed, "check passed", "Its checks passed often enough in a row."),
        (HealthTrigger.Failed, "check failed", "A check failed, and the failure counts."),
        (HealthTrigger.Judged, "ejected", "The guards let it be ejected."),
        (HealthTrigger.Spared, "ejection blocked", "A guard keeps it in DNS."),
        (HealthTrigger.Doubted, "check never passed",
            "No container of its service has ever passed the check, or the check as configured is invalid."),
        (HealthTrigger.LeftZone, "records removed", "Its records are gone from the zone, and every name server knows."),
        (HealthTrigger.StopAllowed, "stop allowed", "The TTL has run out, and the guards let it be stopped."),
        (HealthTrigger.StopWithheld, "stop withheld", "Another container of its task answers again: its removal is decided anew."),
        (HealthTrigger.AskedToStop, "stop requested", "Its host reports that it was told to stop."),
        (HealthTrigger.Ended, "ended", "Its run ended, or its host is silent and the container was already failing."),
        (HealthTrigger.Paused, "paused", "Its engine paused it."),
        (HealthTrigger.Resumed, "resumed", "It runs again after a pause, or after a stop that it survived."),
        (HealthTrigger.TimedOut, "timed out", "A step took longer than it may."),
        (HealthTrigger.Retried, "retried by hand", "A person ran saga CONTAINER retry: the stuck step is done again."),
        (HealthTrigger.Released, "released by hand", "A person ran saga CONTAINER release: it becomes exempt."),
        (HealthTrigger.TaskCondemned, "ejected with its task",
            "Another container of its ECS task is ejected. A stop ends the whole task, so all of it leaves DNS first."),
        (HealthTrigger.TaskSpared, "task stays", "No other container of its ECS task is being removed any more."),
    ]);

    /// <summary>The guards' decisions.</summary>
    public static readonly TermTable<GovernorDecisionKind> Rulings = new(
    [
        (GovernorDecisionKind.Condemn, "eject", "It may be removed from DNS."),
        (GovernorDecisionKind.Spare, "block", "It stays in DNS, or returns to it."),
        (GovernorDecisionKind.Doubt, "never passed", "It stays in DNS because its check may be wrong."),
        (GovernorDecisionKind.Stop, "stop", "It may be stopped."),
        (GovernorDecisionKind.Wait, "wait",
            "It may be stopped, but not yet: the rate limit is used up, or its ECS task has not left DNS as a whole."),
        (GovernorDecisionKind.CondemnWithTask, "eject with its task", "It leaves DNS with another container of its ECS task."),
        (GovernorDecisionKind.SpareWithTask, "task stays", "It returns to DNS: its ECS task is not being removed any more."),
    ]);

    /// <summary>The events of a saga, by the type of the event.</summary>
    public static readonly TermTable HealthEvents = new(
    [
        ("RunWatched", "health checks began", "A new run of the container is checked from now on."),
        ("WatchesChanged", "checks changed", "The run has other ports or checks than before."),
        ("FactHeard", "–", "A newer fact of its host counted; kept only to order facts, and not shown."),
        ("ProbeHeard", "check passed / check failed", "One check of one port had a result that matters."),
        ("StateChanged", "OLD → NEW: CAUSE", "Its health changed to another state."),
        ("CauseChanged", "same state, new cause: CAUSE", "It remains in its state for another reason than before."),
        ("VerdictReached", "health decision N: eject / restore",
            "The saga decided that its records must leave DNS, or may return; the projector has to apply it."),
        ("VerdictTaken", "health decision N applied",
            "The projector applied the decision: after an ejection the records are gone from every name server."),
        ("StopOrdered", "stop requested, attempt N",
            "The saga asked ECS, or the engine, to stop it; written before the request is sent."),
        ("StopAnswered", "stop request accepted / already gone / failed / withheld",
            "ECS, or the engine, answered (Accepted, Gone, Failed); or it was not asked, for the task's other containers (Withheld)."),
    ]);
}
