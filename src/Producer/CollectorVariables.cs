namespace Pipeline.Producer;

/// <summary>The environment variables by which OpenTelemetry is told of a collector (https://opentelemetry.io/docs/specs/otel/protocol/exporter).</summary>
public static class CollectorVariables
{
    /// <summary>Whether one is named: for all signals, or for one of them.</summary>
    /// <param name="set">The names of the variables that are set to something.</param>
    public static bool NameOne(IEnumerable<string> set) => set.Any(variable =>
        variable.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.Ordinal) && variable.EndsWith("ENDPOINT", StringComparison.Ordinal));
}
