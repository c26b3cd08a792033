using Pipeline.Core.Health;
using Pipeline.Core.Terms;

namespace Pipeline.HealthSaga.Settings;

/// <summary>The settings of the health saga.</summary>
public sealed record HealthSettings
{
    /// <summary>The domain whose services are checked, in lower case without a final dot.</summary>
    public required string Domain { get; init; }

    public HealthPolicy Policy { get; init; } = HealthPolicy.Default;

    public GovernorPolicy Governor { get; init; } = GovernorPolicy.Default;

    /// <summary>The name of this process where several share the checks.</summary>
    public string Prober { get; init; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>How long this process holds its shards and the judging without renewing them, and how it keeps them.</summary>
    public TermTiming Terms { get; init; } = TermTiming.Default;

    /// <summary>How many checks may run at once.</summary>
    public int ProbesAtOnce { get; init; } = 512;

    /// <summary>How often due sagas are read.</summary>
    public TimeSpan JudgeEvery { get; init; } = TimeSpan.FromMilliseconds(250);
}
