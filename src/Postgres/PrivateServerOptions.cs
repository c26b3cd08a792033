namespace Pipeline.Postgres;

/// <summary>How a private server runs.</summary>
public sealed record PrivateServerOptions
{
    /// <summary>Whether a committed transaction survives a power cut. Off only for tests, where it is faster.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>The port to listen on; null takes any that is free.</summary>
    public int? Port { get; init; }

    /// <summary>How long a clean stop may take before the server is stopped at once; what was committed survives either.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many connections may be open at once.</summary>
    public int Connections { get; init; } = 100;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The server's settings: TCP on loopback alone, and little memory.</summary>
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
