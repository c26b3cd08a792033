namespace Pipeline.Postgres.Servers;

/// <summary>The options of a private server.</summary>
public sealed record PrivateServerOptions
{
    /// <summary>Whether a committed transaction survives a power loss. Off only in tests, for speed.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>The port to listen on; null for any free port.</summary>
    public int? Port { get; init; }

    /// <summary>How long a clean stop may take before an immediate one. Committed data survives both.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The maximum number of connections.</summary>
    public int Connections { get; init; } = 100;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The server's settings: TCP on loopback only, and little memory.</summary>
    internal IReadOnlyList<string> ServerSettings(int port) =>
    [
        "listen_addresses=127.0.0.1",
        $"port={port}",
        "unix_socket_directories=",
        $"max_connections={Connections}",
        "shared_buffers=64MB",
        "max_wal_size=512MB",
        "wal_level=minimal",
        "max_wal_senders=0",
        "jit=off",
        "log_min_messages=warning",
        "log_checkpoints=off",
        .. Durable ? (string[])[] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
    ];
}
