using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Pipeline.Postgres;

/// <summary>
/// A PostgreSQL server of one's own below a data directory, on loopback, with a random password.
/// It starts with its owner and stops with it; one that ends before is started again, and one that outlived a killed owner is taken over.
/// </summary>
public sealed class PrivateServer : IAsyncDisposable
{
    internal const string Superuser = "pipeline";

    private static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(2);
    private const int PortAttempts = 5;

    private readonly ServerFiles files;
    private readonly ServerControl control;
    private readonly DataDirectoryLock held;
    private readonly ServerKeeper keeper;

    private PrivateServer(ServerFiles files, ServerControl control, DataDirectoryLock held, ServerKeeper keeper, Postmaster postmaster)
    {
        (this.files, this.control, this.held, this.keeper) = (files, control, held, keeper);
        ProcessId = postmaster.Pid;
        ConnectionString = ConnectionTo(files, postmaster);
    }

    /// <summary>Leads to the server's own database, as its superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>The process that served when this was returned.</summary>
    public int ProcessId { get; }

    /// <summary>Starts the server, the first time after preparing its files, and returns when it answers.</summary>
    /// <exception cref="PrivateServerException">It cannot; one line says why.</exception>
    public static async Task<PrivateServer> StartAsync(
        string dataDirectory, ILogger logger, CancellationToken cancel, PrivateServerOptions? options = null)
    {
        var files = new ServerFiles(Path.GetFullPath(dataDirectory));
        var held = await DataDirectory.TakeAsync(files, options?.Time ?? TimeProvider.System, cancel);
        try
        {
            if (File.Exists(files.Visiting)) File.Delete(files.Visiting);
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
        await account.DemandPathAsync(files.DataDirectory, cancel);
        var control = new ServerControl(binaries, account, files, options, logger);

        if (Postmaster.Of(files.Cluster) is { } left)
        {
            logger.Adopting(left.Pid);
            var adopted = await WaitUntilReadyAsync(files, options.Time, cancel);
            await EndSessionsAsync(files, adopted, cancel);
            return Keep(adopted);
        }

        if (!Directory.Exists(files.Cluster)) await control.PrepareAsync(cancel);
        try
        {
            await StartAsync(control, options.Port);
            var started = await WaitUntilReadyAsync(files, options.Time, cancel);
            logger.Answers(started.Port, started.Pid);
            return Keep(started);
        }
        catch
        {
            if (Postmaster.Of(files.Cluster) is { } begun) await control.StopAsync(begun);
            throw;
        }

        PrivateServer Keep(Postmaster running) => new(files, control, held, new(files, control, running.Port, options.Time, logger), running);
    }

    /// <summary>The server that another process runs below a data directory now; null where none runs.</summary>
    public static string? TryAttach(string dataDirectory)
    {
        var files = new ServerFiles(Path.GetFullPath(dataDirectory));
        return Postmaster.Of(files.Cluster) is { Ready: true } running ? ConnectionTo(files, running) : null;
    }

    /// <summary>Stops the server and lets go of the data directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await keeper.DisposeAsync();

        // Pooled connections would only learn of it by errors.
        await using (var pool = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(pool);

        if (Postmaster.Of(files.Cluster) is { } running) await control.StopAsync(running);
        File.Delete(files.Visiting);
        held.Dispose();
    }

    /// <param name="port">Null takes any that is free.</param>
    private static async Task StartAsync(ServerControl control, int? port)
    {
        // Between finding a free port and listening on it someone else may take it.
        for (var attempt = 1; ; attempt++)
        {
            var failure = await control.TryStartAsync(port ?? FreePort());
            if (failure is null) return;
            if (attempt == PortAttempts || port is not null || !failure.Contains("listen", StringComparison.Ordinal))
                throw new PrivateServerException($"PostgreSQL does not start: {failure}");
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task<Postmaster> WaitUntilReadyAsync(ServerFiles files, TimeProvider time, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (Postmaster.Of(files.Cluster) is { Ready: true } running && await AnswersAsync(files, running, cancel)) return running;
            if (time.GetElapsedTime(began) > StartWithin)
                throw new PrivateServerException($"PostgreSQL does not answer: {files.LastLogLine()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel);
        }
    }

    private static async Task<bool> AnswersAsync(ServerFiles files, Postmaster running, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Unpooled(ConnectionTo(files, running)));
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new PrivateServerException($"the password in {files.Password} is not the server's: restore it, or choose another directory with --data");
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    // A session of the killed owner may last, and with it its locks, for as long as its last query takes.
    private static async Task EndSessionsAsync(ServerFiles files, Postmaster running, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(Unpooled(ConnectionTo(files, running)));
        await using var command = source.CreateCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
        await command.ExecuteNonQueryAsync(cancel);
    }

    // What this class opens for itself is closed at once, and leaves nothing in the pool that others draw from.
    private static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private static string ConnectionTo(ServerFiles files, Postmaster postmaster) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = postmaster.Port,
        Username = Superuser,
        Password = files.ReadPassword(),
        Database = "postgres",
        SslMode = SslMode.Disable,
    }.ConnectionString;
}
