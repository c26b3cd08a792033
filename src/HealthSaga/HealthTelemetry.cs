using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga;

/// <summary>What the health saga measures. Names and units follow OpenTelemetry's conventions.</summary>
public static class HealthTelemetry
{
    public const string Name = "Pipeline.HealthSaga";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Probes = Meter.CreateCounter<long>("pipeline.health.probes", "{probe}", "Looks at ports, by kind and outcome");
    private static readonly Histogram<double> Lateness = Meter.CreateHistogram<double>("pipeline.health.probe.lateness", "s", "How much later than due a look began");
    private static readonly Counter<long> Told = Meter.CreateCounter<long>("pipeline.health.results", "{result}", "Results that were told to sagas");
    private static readonly Counter<long> Transitions = Meter.CreateCounter<long>("pipeline.health.transitions", "{transition}", "Changes of state, by where from and where to");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("pipeline.health.conflicts", "{conflict}", "Signals that were done again because another writer was faster");
    private static readonly Counter<long> Rulings = Meter.CreateCounter<long>("pipeline.health.rulings", "{ruling}", "Rulings of the governor, by kind");
    private static readonly Counter<long> Stops = Meter.CreateCounter<long>("pipeline.health.stops", "{order}", "Orders to stop, by outcome");
    private static readonly UpDownCounter<int> Frozen = Meter.CreateUpDownCounter<int>("pipeline.health.freezes", "{freeze}", "What is frozen now because its failures correlate");

    private static readonly Gauge<long> Sagas = Meter.CreateGauge<long>("pipeline.health.sagas", "{saga}", "Sagas of containers that run, by state; counted by the process that judges");

    internal static void Counted(HealthState state, long sagas) => Sagas.Record(sagas, new KeyValuePair<string, object?>("state", state.ToString()));

    internal static void Probed(CheckKind kind, bool passed, TimeSpan late)
    {
        Probes.Add(1, new("kind", kind.ToString()), new("outcome", passed ? "passed" : "failed"));
        Lateness.Record(late.TotalSeconds);
    }

    internal static void Tell() => Told.Add(1);

    internal static void Took(IEnumerable<HealthEvent> news)
    {
        foreach (var change in news.OfType<StateChanged>())
            Transitions.Add(1, new("from", change.From.ToString()), new("to", change.To.ToString()));
    }

    internal static void Conflict() => Conflicts.Add(1);

    internal static void Ruled(RulingKind kind) => Rulings.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));

    internal static void Stopped(StopOutcome outcome) => Stops.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    internal static void Froze(int change) => Frozen.Add(change);
}
