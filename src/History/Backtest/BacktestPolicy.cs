using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.History.Reading;

namespace Pipeline.History.Backtest;

/// <summary>The policy to test, read from a file. A member that is null keeps its configured value.</summary>
public sealed record BacktestPolicy
{
    public int? Failures { get; init; }
    public int? Successes { get; init; }

    [JsonConverter(typeof(DurationJson))]
    public TimeSpan? Grace { get; init; }

    public double? Floor { get; init; }
    public int? StopsPerMinute { get; init; }
    public double? Freeze { get; init; }

    [JsonConverter(typeof(DurationJson))]
    public TimeSpan? AtOnce { get; init; }

    public int? Quorum { get; init; }

    private const string Shape =
        """{ "failures": 3, "successes": 2, "grace": "30s", "floor": 0.5, "stopsPerMinute": 10, "freeze": 0.5,"""
        + """ "atOnce": "1m", "quorum": 3 }""";

    /// <exception cref="PolicyUnreadableException">The file does not contain a valid policy.</exception>
    public static async Task<BacktestPolicy> ReadAsync(string file, CancellationToken cancel)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            var policy = await JsonSerializer.DeserializeAsync(stream, BacktestPolicyJson.Default.BacktestPolicy, cancel);
            if (policy is { IsValid: true }) return policy;

            throw new PolicyUnreadableException(
                $"{file} holds a value that cannot be: counts from 1 (stopsPerMinute from 0), shares from 0 to 1, times of 0 and more");
        }
        catch (JsonException invalid)
        {
            throw new PolicyUnreadableException(
                $"{file} says no policy ({SafeText.Of(FailureWords.Describe(invalid))}): write any of {Shape}");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PolicyUnreadableException($"the policy '{SafeText.Of(file)}' cannot be read: {FailureWords.Describe(unread)}");
        }
    }

    public (HealthPolicy Health, GovernorPolicy Governor) Over(HealthPolicy health, GovernorPolicy governor) => (
        health with { Failures = Failures ?? health.Failures, Successes = Successes ?? health.Successes, Grace = Grace ?? health.Grace },
        governor with
        {
            Floor = Floor ?? governor.Floor,
            StopsPerMinute = StopsPerMinute ?? governor.StopsPerMinute,
            Freeze = Freeze ?? governor.Freeze,
            AtOnce = AtOnce ?? governor.AtOnce,
            Quorum = Quorum ?? governor.Quorum,
        });

    private bool IsValid => !(Failures < 1) && !(Successes < 1) && !(Quorum < 1) && !(StopsPerMinute < 0)
        && Floor is null or (>= 0 and <= 1) && Freeze is null or (>= 0 and <= 1) && !(Grace < TimeSpan.Zero) && !(AtOnce < TimeSpan.Zero);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(BacktestPolicy))]
internal sealed partial class BacktestPolicyJson : JsonSerializerContext;

/// <summary>The file does not contain a valid policy. The message states the error and the expected form.</summary>
public sealed class PolicyUnreadableException(string message) : Exception(message);
