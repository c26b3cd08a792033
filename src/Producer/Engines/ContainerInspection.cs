using Pipeline.Contracts;

namespace Pipeline.Producer.Engines;

/// <summary>Where a container stands, in Docker's words.</summary>
public enum ContainerStatus
{
    Created,
    Running,
    Paused,

    /// <summary>Its process ended and the engine is about to start it again.</summary>
    Restarting,

    Exited,
    Removing,
    Dead,
}

/// <summary>One container as its engine shows it.</summary>
public sealed record ContainerInspection
{
    public required string Id { get; init; }

    /// <summary>Its name, without the slash that Docker puts before it.</summary>
    public required string Name { get; init; }

    public required string Image { get; init; }
    public required ContainerStatus Status { get; init; }

    /// <summary>When its present or last run began, by the engine's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The exit code of its last run; meaningless while it runs.</summary>
    public int ExitCode { get; init; }

    /// <summary>The signal that asks it to stop; SIGTERM unless the image or its run says otherwise.</summary>
    public int StopSignal { get; init; } = Signals.Terminate;

    /// <summary>What the engine's own health check of it says; null where it has none.</summary>
    public EngineHealth? Health { get; init; }

    /// <summary>Its environment, each entry <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>How it is networked: <c>bridge</c>, <c>host</c>, <c>none</c>, <c>container:ID</c>, or a network's name.</summary>
    public string NetworkMode { get; init; } = "bridge";

    /// <summary>The ports that it exposes or publishes, each with where it is published.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];
}

/// <summary>A port inside a container.</summary>
/// <param name="Number">The port inside the container.</param>
/// <param name="Protocol">Its transport.</param>
/// <param name="Bindings">Where the host publishes it, in the engine's order; empty where it is only exposed.</param>
public sealed record ContainerPort(int Number, TransportProtocol Protocol, IReadOnlyList<HostBinding> Bindings);

/// <summary>A port of the host that leads to a container.</summary>
/// <param name="Address">The address it is bound to: IPv4, IPv6, or empty for all of them.</param>
/// <param name="Port">The host's port.</param>
public sealed record HostBinding(string Address, int Port);
