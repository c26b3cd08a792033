namespace Pipeline.Producer.Telemetry;

/// <summary>
/// The environment variables that tell OpenTelemetry where its collector is
/// (<see href="https://opentelemetry.io/docs/specs/otel/protocol/exporter"/>).
/// </summary>
public static class CollectorVariables
{
    /// <summary>Whether a collector is configured, for all signals or for one of them.</summary>
    /// <param name="variables">The names of the variables that are set and not empty.</param>
    public static bool AreAmong(IEnumerable<string> variables) => variables.Any(name =>
        name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.Ordinal) && name.EndsWith("ENDPOINT", StringComparison.Ordinal));
}
