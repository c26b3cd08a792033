using Npgsql;
using Pipeline.Postgres.Failures;
using Pipeline.Postgres.Files;

namespace Pipeline.Postgres.Servers;

/// <summary>Connection strings and checks of a private server.</summary>
internal static class ServerConnections
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The server's own database, as its superuser.</summary>
    public static string ConnectionString(ServerFiles files, Postmaster postmaster) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = postmaster.Port,
        Username = ServerControl.Superuser,
        Password = files.ReadPassword(),
        Database = "postgres",
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <exception cref="PrivateServerException">It does not answer within two minutes.</exception>
    public static async Task<Postmaster> WaitUntilReadyAsync(ServerFiles files, TimeProvider time, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (Postmaster.Find(files.Cluster) is { Ready: true } running && await AnswersAsync(files, running, cancel)) return running;
            if (time.GetElapsedTime(started) > StartTimeout)
                throw new PrivateServerException($"PostgreSQL does not answer: {files.LastLogLine()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel);
        }
    }

    /// <summary>Ends all other sessions. One of a killed owner would keep its locks until its last query ends.</summary>
    public static async Task EndSessionsAsync(ServerFiles files, Postmaster running, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(Unpooled(ConnectionString(files, running)));
        await using var command = source.CreateCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<bool> AnswersAsync(ServerFiles files, Postmaster running, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Unpooled(ConnectionString(files, running)));
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (PostgresException rejected) when (rejected.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new PrivateServerException(
                $"the password in {files.Password} is not the server's: restore it, or choose another directory with --data");
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    // Leaves no connection in the pool that other users of the same connection string share.
    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
}
