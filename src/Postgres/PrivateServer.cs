using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;
using Pipeline.Postgres.Failures;
using Pipeline.Postgres.Files;
using Pipeline.Postgres.Programs;
using Pipeline.Postgres.Servers;

namespace Pipeline.Postgres;

/// <summary>
/// A private PostgreSQL server below a data directory, on loopback, with a random password. It starts and stops with its owner; if it ends
/// earlier it is restarted, and if it outlived a killed owner it is adopted.
/// </summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private const int PortAttempts = 5;

    private readonly ServerFiles files;
    private readonly ServerControl control;
    private readonly DataDirectoryLock held;
    private readonly ServerSupervisor supervisor;

    private PrivateServer(
        ServerFiles files, ServerControl control, DataDirectoryLock held, ServerSupervisor supervisor, Postmaster postmaster)
    {
        (this.files, this.control, this.held, this.supervisor) = (files, control, held, supervisor);
        ProcessId = postmaster.Pid;
        ConnectionString = ServerConnections.ConnectionString(files, postmaster);
    }

    /// <summary>The server's own database, as its superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's process at the start.</summary>
    public int ProcessId { get; }

    /// <summary>Starts the server and returns when it answers. The first start creates its files.</summary>
    /// <exception cref="PrivateServerException">It cannot start; the message says why.</exception>
    public static async Task<PrivateServer> StartAsync(
        string dataDirectory, ILogger logger, CancellationToken cancel, PrivateServerOptions? options = null)
    {
        var files = new ServerFiles(Path.GetFullPath(dataDirectory));
        var held = await DataDirectory.LockAsync(files, options?.Time ?? TimeProvider.System, cancel);
        try
        {
            if (File.Exists(files.ReaderMarker)) File.Delete(files.ReaderMarker);
            return await StartAsync(files, held, logger, options ?? new(), cancel);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    internal static async Task<PrivateServer> StartAsync(
        ServerFiles files, DataDirectoryLock held, ILogger logger, PrivateServerOptions options, CancellationToken cancel)
    {
        var binaries = PostgresBinaries.Locate();
        var account = await ServerAccount.ChooseAsync(files.Server, cancel);
        await account.RequireAccessAsync(files.DataDirectory, cancel);
        var control = new ServerControl(binaries, account, files, options, logger);

        if (Postmaster.Find(files.Cluster) is { } orphan)
        {
            logger.Adopting(orphan.Pid);
            var adopted = await ServerConnections.WaitUntilReadyAsync(files, options.Time, cancel);
            await ServerConnections.EndSessionsAsync(files, adopted, cancel);
            return Supervise(adopted);
        }

        if (!Directory.Exists(files.Cluster)) await control.CreateClusterAsync(cancel);
        try
        {
            await StartAsync(control, options.Port);
            var started = await ServerConnections.WaitUntilReadyAsync(files, options.Time, cancel);
            logger.Started(started.Port, started.Pid);
            return Supervise(started);
        }
        catch
        {
            if (Postmaster.Find(files.Cluster) is { } started) await control.StopAsync(started);
            throw;
        }

        PrivateServer Supervise(Postmaster running)
        {
            var supervisor = new ServerSupervisor(files, control, running.Port, options.Time, logger);
            return new(files, control, held, supervisor, running);
        }
    }

    /// <summary>Finds the server that another process runs below a data directory.</summary>
    /// <returns>Its connection string; null if none runs.</returns>
    public static string? TryAttach(string dataDirectory)
    {
        var files = new ServerFiles(Path.GetFullPath(dataDirectory));
        return Postmaster.Find(files.Cluster) is { Ready: true } running ? ServerConnections.ConnectionString(files, running) : null;
    }

    /// <summary>Stops the server and releases the data directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await supervisor.DisposeAsync();

        // Otherwise pooled connections would fail at their next use.
        await using (var pool = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(pool);

        if (Postmaster.Find(files.Cluster) is { } running) await control.StopAsync(running);
        File.Delete(files.ReaderMarker);
        held.Dispose();
    }

    /// <param name="port">Null for any free port.</param>
    private static async Task StartAsync(ServerControl control, int? port)
    {
        // Another program may take a free port before the server listens on it.
        for (var attempt = 1; ; attempt++)
        {
            var failure = await control.TryStartAsync(port ?? FindFreePort());
            if (failure is null) return;
            if (attempt == PortAttempts || port is not null || !failure.Contains("listen", StringComparison.Ordinal))
                throw new PrivateServerException($"PostgreSQL does not start: {failure}");
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
