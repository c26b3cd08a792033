using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;

namespace Pipeline.Producer.Machine;

/// <summary>
/// Polls for the announced end of the machine.
/// <code>
/// metadata                                         the end is                         leaves early
/// spot/instance-action                             some two minutes ahead             if set to
/// autoscaling/target-lifecycle-state = Terminated  as far ahead as lifecycle hooks    never: ECS's managed draining keeps
///                                                  and draining need                  tasks until others run elsewhere
/// events/recommendations/rebalance                 not announced: it is not read
/// </code>
/// See <see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html"/>,
/// <see href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html"/> and
/// <see href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html"/>.
/// </summary>
/// <param name="metadata">The machine's metadata.</param>
/// <param name="leavesOnSpotNotice">Whether the host leaves early when its Spot interruption is announced.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Logs failures.</param>
public sealed class EndMonitor(InstanceMetadataClient metadata, bool leavesOnSpotNotice, TimeProvider time, ILogger<EndMonitor> logger)
{
    /// <summary>The interval that AWS recommends for spot interruptions.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private int failures;

    /// <summary>Passes on whatever is announced, or null, whenever it was read. While it cannot be read, it counts as unchanged.</summary>
    public async Task RunAsync(Action<HostEnding?> onRead, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await Task.Delay(PollInterval, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ReadAsync(onRead, cancel);
        }
    }

    /// <summary>Reads once, so that a new agent's first report says what was announced before.</summary>
    public async Task ReadAsync(Action<HostEnding?> onRead, CancellationToken cancel)
    {
        try
        {
            var ending = await ReadSpotInterruptionAsync(cancel) ?? await ReadGroupTerminationAsync(cancel);
            failures = 0;
            onRead(ending);
        }
        catch (HttpRequestException failure)
        {
            failures++;
            if (FailureLogging.IsDue(failures)) Log.EndUnknown(logger, failures, FailureWords.Describe(failure));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }
    }

    private async Task<HostEnding?> ReadSpotInterruptionAsync(CancellationToken cancel) =>
        await metadata.ReadAsync("spot/instance-action", cancel) is { } text
            ? new HostEnding($"spot interruption ({ParseAction(text)})", leavesOnSpotNotice)
            : null;

    private async Task<HostEnding?> ReadGroupTerminationAsync(CancellationToken cancel) =>
        await metadata.ReadAsync("autoscaling/target-lifecycle-state", cancel) is "Terminated"
            ? new HostEnding("terminated by its Auto Scaling group", LeavesEarly: false)
            : null;

    // Even an unreadable notice announces an interruption.
    private static string ParseAction(string text)
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
