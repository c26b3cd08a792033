using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Pipeline.Core.Pacing;

namespace Pipeline.Producer.Machine;

/// <summary>
/// Polls for an announcement that EC2 terminates the machine: a spot interruption, some two minutes ahead
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html"/>), or a termination by its Auto
/// Scaling group (<see href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html"/>).
/// </summary>
public sealed class TerminationMonitor(InstanceMetadataClient metadata, TimeProvider time, ILogger<TerminationMonitor> logger)
{
    /// <summary>The interval that AWS recommends for spot interruptions.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private int failures;

    /// <summary>Waits until a termination is announced.</summary>
    /// <returns>The announcement, as text for people.</returns>
    public async Task<string> WaitForAnnouncementAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (await PollAsync(cancel) is (_, { } announcement)) return announcement;
            await Task.Delay(PollInterval, time, cancel);
        }
    }

    /// <summary>Waits until no termination is announced any more: the machine was stopped or hibernated, and runs again.</summary>
    public async Task WaitForWithdrawalAsync(CancellationToken cancel)
    {
        while (await PollAsync(cancel) is not (true, null)) await Task.Delay(PollInterval, time, cancel);
    }

    private async Task<(bool IsKnown, string? Announcement)> PollAsync(CancellationToken cancel)
    {
        try
        {
            var announcement = await ReadSpotInterruptionAsync(cancel) ?? await ReadGroupTerminationAsync(cancel);
            failures = 0;
            return (true, announcement);
        }
        catch (HttpRequestException failure)
        {
            failures++;
            if (FailureLogging.IsDue(failures)) Log.TerminationUnknown(logger, failures, failure.Message);
            return default;
        }
    }

    private async Task<string?> ReadSpotInterruptionAsync(CancellationToken cancel) =>
        await metadata.ReadAsync("spot/instance-action", cancel) is { } text ? $"spot interruption ({ParseAction(text)})" : null;

    private async Task<string?> ReadGroupTerminationAsync(CancellationToken cancel) =>
        await metadata.ReadAsync("autoscaling/target-lifecycle-state", cancel) is "Terminated"
            ? "terminated by its Auto Scaling group"
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
