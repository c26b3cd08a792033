using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Running;

/// <summary>What an agent that runs as a process of its own was told, each value good in itself. <see cref="AgentVariables"/> tells how each is written.</summary>
public sealed record AgentOptions
{
    /// <summary>The engine that it watches.</summary>
    public Uri Engine { get; init; } = new("unix:///var/run/docker.sock");

    /// <summary>The host's name; null for the EC2 instance's identifier.</summary>
    public string? HostId { get; init; }

    /// <summary>The IPv4 address at which other machines reach the host; null for the EC2 instance's private one.</summary>
    public string? HostAddress { get; init; }

    /// <summary>What the names of the topics begin with; null for nothing.</summary>
    public string? Scope { get; init; }

    /// <summary><c>arn:aws:sns:REGION:ACCOUNT</c>, where the topics exist; null to have them created where they are missing.</summary>
    public string? TopicArn { get; init; }

    /// <summary>How often everything that runs is reported.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the host leaves when the agent is stopped.</summary>
    public bool LeaveOnShutdown { get; init; }

    /// <summary>Whether the host leaves when EC2 announces that it takes the machine away.</summary>
    public bool LeaveOnNotice { get; init; } = true;

    /// <summary>Where the host's ECS agent answers.</summary>
    public Uri EcsAgent { get; init; } = new("http://127.0.0.1:51678");

    /// <summary>How many containers' facts may wait while SNS is away.</summary>
    public int OutboxCapacity { get; init; } = 10_000;

    /// <summary>The least level that is logged.</summary>
    public LogLevel Log { get; init; } = LogLevel.Information;
}
