using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Machine;

/// <summary>
/// Watches for the announcement that EC2 takes the machine away: a spot interruption, some two minutes ahead
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html"/>), or the end that its Auto Scaling
/// group has chosen for it (<see href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html"/>).
/// </summary>
public sealed class EndNotices(InstanceMetadata metadata, TimeProvider time, ILogger<EndNotices> logger)
{
    /// <summary>As often as AWS advises.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private int failures;

    /// <summary>Waits until an end is announced.</summary>
    /// <returns>What is announced, for people.</returns>
    public async Task<string> WaitAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (await AskAsync(cancel) is (_, { } announced)) return announced;
            await Task.Delay(Pace, time, cancel);
        }
    }

    /// <summary>Waits until no end is announced any more: the machine was stopped or put to sleep, and is back.</summary>
    public async Task WaitForNoneAsync(CancellationToken cancel)
    {
        while (await AskAsync(cancel) is not (true, null)) await Task.Delay(Pace, time, cancel);
    }

    private async Task<(bool Known, string? Announced)> AskAsync(CancellationToken cancel)
    {
        try
        {
            var announced = await SpotAsync(cancel) ?? await GroupAsync(cancel);
            failures = 0;
            return (true, announced);
        }
        catch (HttpRequestException failure)
        {
            if (Backoff.IsTold(++failures)) Log.NoticesUnknown(logger, failures, failure.Message);
            return default;
        }
    }

    private async Task<string?> SpotAsync(CancellationToken cancel) =>
        await metadata.AskAsync("spot/instance-action", cancel) is { } text ? $"spot interruption ({ActionOf(text)})" : null;

    private async Task<string?> GroupAsync(CancellationToken cancel) =>
        await metadata.AskAsync("autoscaling/target-lifecycle-state", cancel) is "Terminated" ? "terminated by its Auto Scaling group" : null;

    // Whatever it says, it is announced.
    private static string ActionOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SpotJson.Default.SpotAction)?.Action ?? "unknown";
        }
        catch (JsonException)
        {
            return "unknown";
        }
    }
}

/// <summary><c>{"action": "terminate", "time": "2026-01-01T12:32:00Z"}</c></summary>
internal sealed record SpotAction(string? Action);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SpotAction))]
internal sealed partial class SpotJson : JsonSerializerContext;
