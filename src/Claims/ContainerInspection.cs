using Pipeline.Contracts;

namespace Pipeline.Claims;

/// <summary>The state of a container, in Docker's words (<c>State.Status</c> in the Docker Engine API).</summary>
public enum EngineContainerStatus
{
    Created,
    Running,
    Paused,

    /// <summary>Its process ended, and the engine is about to start it again.</summary>
    Restarting,

    Exited,
    Removing,
    Dead,
}

/// <summary>One container as its engine shows it at one moment.</summary>
public sealed record ContainerInspection
{
    public required string Id { get; init; }

    /// <summary>Its name, without the slash that Docker puts before it.</summary>
    public required string Name { get; init; }

    public required string Image { get; init; }

    /// <summary>The identifier of its image, which changes when the image is built anew under the same reference.</summary>
    public string ImageId { get; init; } = "";

    public required EngineContainerStatus Status { get; init; }

    /// <summary>The start of its current or last run, by the engine's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The exit code of its last run; not meaningful while it runs.</summary>
    public int ExitCode { get; init; }

    /// <summary>The number of its stop signal; SIGTERM unless the image or the command that ran it sets another.</summary>
    public int StopSignal { get; init; } = Signals.Terminate;

    /// <summary>The result of the engine's own health check; null if it has none.</summary>
    public EngineHealth? Health { get; init; }

    /// <summary>Its environment variables, each as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its network mode: <c>bridge</c>, <c>host</c>, <c>none</c>, <c>container:ID</c>, or the name of a network.</summary>
    public string NetworkMode { get; init; } = "bridge";

    /// <summary>The ports that it exposes or publishes.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];
}

/// <summary>A port inside a container.</summary>
/// <param name="Number">The port inside the container.</param>
/// <param name="Protocol">Its transport.</param>
/// <param name="Bindings">The host ports that lead to it, in the engine's order; empty if it is only exposed.</param>
public sealed record ContainerPort(int Number, TransportProtocol Protocol, IReadOnlyList<HostBinding> Bindings);

/// <summary>A port of the host that the engine forwards to a container.</summary>
/// <param name="Address">The address that it is bound to: IPv4, IPv6, or empty for all addresses.</param>
/// <param name="Port">The port of the host.</param>
public sealed record HostBinding(string Address, int Port)
{
    /// <summary>Whether the port was named when the container was created; otherwise the engine chose it.</summary>
    public bool IsFixed { get; init; }
}
