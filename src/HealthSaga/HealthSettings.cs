using Pipeline.Core.Health;

namespace Pipeline.HealthSaga;

/// <summary>What the health saga needs to know.</summary>
public sealed record HealthSettings
{
    /// <summary>The domain whose services are looked after, in lower case without a final dot.</summary>
    public required string Domain { get; init; }

    /// <summary>Connection string of the PostgreSQL database that holds the sagas.</summary>
    public required string Database { get; init; }

    public HealthPolicy Policy { get; init; } = HealthPolicy.Default;

    public GovernorPolicy Governor { get; init; } = GovernorPolicy.Default;

    /// <summary>What this process is called where it shares the probing with others.</summary>
    public string Prober { get; init; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>How many looks may be under way at once.</summary>
    public int ProbesAtOnce { get; init; } = 512;

    /// <summary>How often what is due is looked for.</summary>
    public TimeSpan JudgeEvery { get; init; } = TimeSpan.FromMilliseconds(250);
}
