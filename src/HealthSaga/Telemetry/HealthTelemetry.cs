using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Telemetry;

/// <summary>What the health saga measures. Names and units follow OpenTelemetry's conventions.</summary>
public static class HealthTelemetry
{
    public const string Name = "Pipeline.HealthSaga";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Probes =
        Meter.CreateCounter<long>("pipeline.health.probes", "{probe}", "Checks of ports, by kind and outcome");
    private static readonly Histogram<double> Lateness =
        Meter.CreateHistogram<double>("pipeline.health.probe.lateness", "s", "How much later than due a check began");
    private static readonly Counter<long> Results =
        Meter.CreateCounter<long>("pipeline.health.results", "{result}", "Check results that were sent to sagas");
    private static readonly Counter<long> Transitions =
        Meter.CreateCounter<long>("pipeline.health.transitions", "{transition}", "Changes of state, by old and new state");
    private static readonly Counter<long> Conflicts =
        Meter.CreateCounter<long>(
            "pipeline.health.conflicts", "{conflict}", "Signals that were retried because another writer saved first");
    private static readonly Counter<long> Rulings =
        Meter.CreateCounter<long>("pipeline.health.rulings", "{ruling}", "Rulings of the governor, by kind");
    private static readonly Counter<long> Stops =
        Meter.CreateCounter<long>("pipeline.health.stops", "{order}", "Stop requests, by outcome");
    private static readonly UpDownCounter<int> Freezes =
        Meter.CreateUpDownCounter<int>("pipeline.health.freezes", "{freeze}", "Freezes in force, because failures correlate");
    private static readonly Gauge<long> Sagas =
        Meter.CreateGauge<long>(
            "pipeline.health.sagas", "{saga}", "Sagas of containers that run, by state; counted by the process that judges");

    internal static void RecordSagas(HealthState state, long sagas) =>
        Sagas.Record(sagas, new KeyValuePair<string, object?>("state", state.ToString()));

    internal static void CountProbe(CheckKind kind, bool passed, TimeSpan late)
    {
        Probes.Add(1, new("kind", kind.ToString()), new("outcome", passed ? "passed" : "failed"));
        Lateness.Record(late.TotalSeconds);
    }

    internal static void CountResult() => Results.Add(1);

    internal static void CountTransitions(IEnumerable<HealthEvent> events)
    {
        foreach (var change in events.OfType<StateChanged>())
            Transitions.Add(1, new("from", change.From.ToString()), new("to", change.To.ToString()));
    }

    internal static void CountConflict() => Conflicts.Add(1);

    internal static void CountRuling(GovernorDecisionKind kind) =>
        Rulings.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));

    internal static void CountStop(StopOutcome outcome) => Stops.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    internal static void CountIgnoredStop() => Stops.Add(1, new KeyValuePair<string, object?>("outcome", "Void"));

    internal static void AddFreezes(int change) => Freezes.Add(change);
}
