using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Producer.Settings;

/// <summary>The options of an agent that runs as its own process. <see cref="AgentVariables"/> reads and validates them.</summary>
public sealed record AgentOptions
{
    /// <summary>The endpoint of the engine to watch.</summary>
    public Uri Engine { get; init; } = new("unix:///var/run/docker.sock");

    /// <summary>The host's name; null for the identifier of the EC2 instance.</summary>
    public string? HostId { get; init; }

    /// <summary>The IPv4 address at which other machines reach the host; null for the private address of the EC2 instance.</summary>
    public string? HostAddress { get; init; }

    /// <summary>The IPv6 address at which other machines reach the host; null for none.</summary>
    public string? HostAddress6 { get; init; }

    /// <summary>The prefix of the topics' names; null for none.</summary>
    public string? Scope { get; init; }

    /// <summary>The ARN of the topics without their names (<c>arn:aws:sns:REGION:ACCOUNT</c>); null to create missing topics.</summary>
    public string? TopicArn { get; init; }

    /// <summary>The time between full reports.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the host deregisters when the agent is stopped.</summary>
    public bool LeaveOnShutdown { get; init; }

    /// <summary>Whether the host leaves early after a Spot notice (<see cref="Contracts.HostEnding.LeavesEarly"/>).</summary>
    public bool LeaveOnNotice { get; init; } = true;

    /// <summary>The address of the host's ECS agent.</summary>
    public Uri EcsAgent { get; init; } = new("http://127.0.0.1:51678");

    /// <summary>The label of a container that says who owns it.</summary>
    public string OwnerLabel { get; init; } = AgentSettings.DefaultOwnerLabel;

    /// <summary>How many containers' facts may wait while SNS is unreachable.</summary>
    public int OutboxCapacity { get; init; } = 10_000;

    /// <summary>The directory in which the agent keeps its epoch; null to keep it nowhere.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>The lowest level that is logged.</summary>
    public LogLevel Log { get; init; } = LogLevel.Information;

    /// <summary>How log lines are written.</summary>
    public LogFormat LogFormat { get; init; }
}
