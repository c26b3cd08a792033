using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;

namespace Pipeline.Projector.Telemetry;

/// <summary>The projector's metrics. Names and units follow OpenTelemetry's conventions.</summary>
public static class ProjectorTelemetry
{
    public const string Name = "Pipeline.Projector";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Facts =
        Meter.CreateCounter<long>("pipeline.facts.folded", "{fact}", "Facts folded into the registry, by kind and outcome");
    private static readonly Histogram<int> BatchSize =
        Meter.CreateHistogram<int>("pipeline.facts.batch", "{fact}", "Facts in one transaction");
    private static readonly Histogram<double> FoldTime =
        Meter.CreateHistogram<double>("pipeline.facts.fold.duration", "s", "Time to fold one batch");
    private static readonly Counter<long> PartsLeftOut =
        Meter.CreateCounter<long>("pipeline.facts.left_out", "{part}", "Parts of facts that are invalid and ignored");
    private static readonly Counter<long> Rejected =
        Meter.CreateCounter<long>("pipeline.facts.rejected", "{fact}", "Facts that are not well formed");
    private static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("pipeline.claims.refused", "{claim}", "Refused claims, by reason");
    private static readonly Counter<long> Flaws = Meter.CreateCounter<long>(
        "pipeline.claims.flaws", "{variable}", "Variables of containers that only look like claims, or whose value cannot be used");
    private static readonly Histogram<double> PassTime =
        Meter.CreateHistogram<double>("pipeline.zone.pass.duration", "s", "Time of one pass over the zone");
    private static readonly Counter<long> Changes =
        Meter.CreateCounter<long>("pipeline.zone.changes", "{change}", "Changes sent to the zone, by action");
    private static readonly Counter<long> Refused =
        Meter.CreateCounter<long>("pipeline.zone.refused", "{change}", "Changes that the zone refused");
    private static readonly Gauge<int> InstancesLeftOut = Meter.CreateGauge<int>(
        "pipeline.zone.left_out", "{instance}", "Instances without records: the zone is full, or their address record is not ours");
    private static readonly Counter<long> FencesFound = Meter.CreateCounter<long>(
        "pipeline.zone.fence.found", "{fence}", "Fences in the zone that were not as they should be, by what was found");
    private static readonly Gauge<int> FencedOff = Meter.CreateGauge<int>(
        "pipeline.zone.fence.blocked", "{zone}", "1 while the leader writes nothing because of another writer's fence");
    private static readonly Histogram<double> PropagationTime = Meter.CreateHistogram<double>(
        "pipeline.zone.propagation.duration", "s", "Time from a change's acceptance until it was known to be in sync");

    private static readonly Histogram<double> FactAge = Meter.CreateHistogram<double>(
        "pipeline.facts.age", "s", "Age of a fact when it was folded, including the time in the queue");
    private static readonly Histogram<int> PlanSize = Meter.CreateHistogram<int>("pipeline.zone.plan", "{change}", "Changes in one plan");
    private static readonly Histogram<double> AcceptedAfter = Meter.CreateHistogram<double>(
        "pipeline.zone.accepted", "s", "Time from a fact or verdict until the zone accepted the resulting change");
    private static readonly Histogram<double> InSyncAfter = Meter.CreateHistogram<double>(
        "pipeline.zone.in_sync", "s", "Time from a fact or verdict until the resulting change was known to be in sync");

    private static readonly Dictionary<Finding, Counter<long>> Findings = new()
    {
        [Finding.OutcomeSettled] = CreateRecordCounter("outcomes_settled", "Changes whose outcome was unknown until the zone was read"),
        [Finding.LostWrite] = CreateRecordCounter("lost_writes", "Owned records that were missing"),
        [Finding.ForeignEdit] = CreateRecordCounter("foreign_edits", "Owned records that another writer changed"),
        [Finding.Orphan] = CreateRecordCounter("orphans", "Deleted records that still existed"),
        [Finding.Foreign] = CreateRecordCounter("conflicts", "Records that could not be added because of a foreign record"),
        [Finding.ForeignGone] = CreateRecordCounter("conflicts_ended", "Records that can be added after a foreign record was removed"),
    };

    private static readonly Counter<long> HostsLost =
        Meter.CreateCounter<long>("pipeline.leases.lost", "{host}", "Hosts lost because of their silence");
    private static readonly Counter<long> HostsSuspected =
        Meter.CreateCounter<long>("pipeline.leases.suspected", "{host}", "Hosts suspected because of their silence");
    private static readonly Gauge<int> HostsMute = Meter.CreateGauge<int>(
        "pipeline.leases.mute", "{host}", "Hosts that stay registered without a working agent, because their machines run");
    private static readonly Gauge<int> HostsDoubted = Meter.CreateGauge<int>(
        "pipeline.hosts.doubted", "{host}", "Hosts of which something is heard that is not believed");
    private static readonly Counter<long> HostsUnwitnessed =
        Meter.CreateCounter<long>("pipeline.leases.unwitnessed", "{host}", "Queries about silent hosts without a certain answer");

    private static readonly Gauge<int> BoundNames = Meter.CreateGauge<int>(
        "pipeline.names.bound", "{name}", "Names that belong to whoever claimed them first");
    private static readonly Gauge<int> OwnersInvalid = Meter.CreateGauge<int>(
        "pipeline.names.owners_invalid", "{file}", "1 while the owners' file is not valid and the rules before it stay in force");

    private static readonly Gauge<int> LeaderLeads = Meter.CreateGauge<int>(
        "pipeline.leader.leads", "{process}", "1 in the process that leads the zone, 0 in those that stand by");
    private static readonly Gauge<long> LeaderTermNumber = Meter.CreateGauge<long>(
        "pipeline.leader.term", "{term}", "Number of the leader's term; it grows whenever another term begins");
    private static readonly Gauge<double> LeaderPassAge = Meter.CreateGauge<double>(
        "pipeline.leader.pass.age", "s", "Time since the last successful pass over the zone ended, as the store knows it");

    internal static void Folded(IReadOnlyList<IHostFact> facts, IReadOnlyList<FactOutcome> outcomes, TimeSpan took, DateTimeOffset now)
    {
        BatchSize.Record(facts.Count);
        FoldTime.Record(took.TotalSeconds);
        foreach (var (fact, outcome) in facts.Zip(outcomes))
        {
            Facts.Add(1, new("kind", fact.GetType().Name), new("outcome", outcome.ToString()));
            FactAge.Record((now - fact.At).TotalSeconds);
        }
    }

    internal static void Reject() => Rejected.Add(1);

    internal static void LeaveOut(int parts) => PartsLeftOut.Add(parts);

    internal static void Refuse(RefusalReason reason) => Refusals.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    internal static void CountFlaws(int flaws) => Flaws.Add(flaws);

    internal static void Passed(ZoneScope scope, IReadOnlyList<RecordChange> plan, int refused, TimeSpan took)
    {
        PassTime.Record(took.TotalSeconds, new KeyValuePair<string, object?>("scope", scope.Everything ? "everything" : "nudged"));
        PlanSize.Record(plan.Count);
        foreach (var action in plan.CountBy(change => change.Action))
            Changes.Add(action.Value, new KeyValuePair<string, object?>("action", action.Key.ToString()));
        if (refused > 0) Refused.Add(refused);
    }

    internal static void Found(Finding finding) => Findings[finding].Add(1);

    internal static void FenceFound(FenceStanding found) =>
        FencesFound.Add(1, new KeyValuePair<string, object?>("found", found.ToString()));

    internal static void FenceJudged(bool blocks) => FencedOff.Record(blocks ? 1 : 0);

    internal static void LeftOut(IEnumerable<LeftOut> leftOut) => InstancesLeftOut.Record(leftOut.Sum(service => service.Instances));

    internal static void Accepted(TimeSpan after, bool inSync)
    {
        AcceptedAfter.Record(after.TotalSeconds);
        if (inSync) InSyncAfter.Record(after.TotalSeconds);
    }

    internal static void Propagated(TimeSpan took, TimeSpan? sinceStated)
    {
        PropagationTime.Record(took.TotalSeconds);
        if (sinceStated is { } after) InSyncAfter.Record(after.TotalSeconds);
    }

    internal static void Leases(LeaseFindings findings)
    {
        if (findings.Suspected.Count > 0) HostsSuspected.Add(findings.Suspected.Count);
        if (findings.Lost.Count > 0) HostsLost.Add(findings.Lost.Count);
        HostsMute.Record(findings.Mute.Count);
        HostsDoubted.Record(findings.Doubted);
    }

    internal static void NamesBound(int names) => BoundNames.Record(names);

    internal static void OwnersRead(bool isValid) => OwnersInvalid.Record(isValid ? 0 : 1);

    internal static void Leader(bool leads, long term, TimeSpan? passAge)
    {
        LeaderLeads.Record(leads ? 1 : 0);
        LeaderTermNumber.Record(term);
        if (passAge is { } age) LeaderPassAge.Record(age.TotalSeconds);
    }

    internal static void Unwitnessed() => HostsUnwitnessed.Add(1);

    private static Counter<long> CreateRecordCounter(string name, string description) =>
        Meter.CreateCounter<long>($"pipeline.zone.{name}", "{record}", description);
}
