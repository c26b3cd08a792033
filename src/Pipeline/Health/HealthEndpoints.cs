using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pipeline.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: every part serves, 200, or one does not, 503;
/// either way JSON with each part's state. A part adds itself by registering a health check.
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
            new Readiness(
                Word(report.Status),
                report.Entries.ToDictionary(entry => entry.Key, entry => new PartState(Word(entry.Value.Status), entry.Value.Description))),
            ReadinessJson.Default.Readiness,
            cancellationToken: context.RequestAborted);

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "not ready",
    };
}

/// <summary>The answer of <c>/health/ready</c>.</summary>
internal sealed record Readiness(string Status, IReadOnlyDictionary<string, PartState> Parts);

/// <summary>One part's state, and why it is so where that needs saying.</summary>
internal sealed record PartState(string Status, string? Reason);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Readiness))]
internal sealed partial class ReadinessJson : JsonSerializerContext;
