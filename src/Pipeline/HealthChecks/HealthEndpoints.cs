using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pipeline.Contracts;

namespace Pipeline.HealthChecks;

/// <summary>
/// <c>/health/live</c> answers 200 while the process runs. <c>/health/ready</c> answers 200 when every part is ready, else 503, and lists
/// the state of each part as JSON. A part is listed when it registers a health check.
/// </summary>
internal static class HealthEndpoints
{
    public static void AddPipelineHealth(this IServiceCollection services, string database) =>
        services.AddHealthChecks().Add(new("database", new DatabaseCheck(database), HealthStatus.Unhealthy, tags: null));

    public static void MapPipelineHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new() { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new ReadinessReport(
                Word(report.Status),
                report.Entries.ToDictionary(entry => entry.Key, entry => new PartState(Word(entry.Value.Status), ReasonOf(entry.Value)))),
            ReadinessJson.Default.ReadinessReport,
            cancellationToken: context.RequestAborted);

    // Where a check itself fails, its description is the message of the exception.
    private static string? ReasonOf(HealthReportEntry entry) =>
        entry.Exception is { } failure ? FailureWords.Describe(failure) : entry.Description;

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "not ready",
    };
}

/// <summary>The body of <c>/health/ready</c>.</summary>
internal sealed record ReadinessReport(string Status, IReadOnlyDictionary<string, PartState> Parts);

/// <summary>One part's state, with the reason when it is not ready.</summary>
internal sealed record PartState(string Status, string? Reason);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReadinessReport))]
internal sealed partial class ReadinessJson : JsonSerializerContext;
