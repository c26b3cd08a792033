using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Pipeline.HealthSaga.Telemetry;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Tests.Support;

/// <summary>What the code can emit, as Prometheus calls it.</summary>
internal static class Instruments
{
    /// <summary>The names of all series that the product's meters lead to.</summary>
    public static IReadOnlySet<string> Series()
    {
        var found = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("Pipeline.", StringComparison.Ordinal)) found.UnionWith(SeriesOf(instrument));
            },
        };
        Type[] rooms = [typeof(ProjectorTelemetry), typeof(HealthTelemetry), typeof(Producer.Telemetry.ProducerTelemetry)];
        var types = rooms.SelectMany(room => room.Assembly.GetTypes());
        foreach (var type in types.Where(type => type.Name.EndsWith("Telemetry", StringComparison.Ordinal)))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        listener.Start();
        return found;
    }

    // https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics: units are words, annotations are left out, and
    // counters end in _total.
    private static IEnumerable<string> SeriesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit is "s" ? "_seconds" : "");
        var kind = instrument.GetType().Name.Split('`')[0];
        return kind switch
        {
            "Counter" => [$"{name}_total"],
            "Histogram" => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }
}
