using Npgsql;

namespace Pipeline.Postgres;

/// <summary>Closes a database to everybody, as an administrator does for maintenance, and opens it again.</summary>
public static class DatabaseClosure
{
    /// <summary>Where a session can be while another database is closed.</summary>
    private const string Elsewhere = "template1";

    /// <summary>Ends all sessions, and lets nobody in.</summary>
    /// <param name="connectionString">The database, as its superuser.</param>
    public static async Task CloseAsync(string connectionString)
    {
        // Two transactions: nobody may come back in between.
        await RunAsync(connectionString, database => $"""ALTER DATABASE "{database}" ALLOW_CONNECTIONS false""");
        await RunAsync(
            connectionString,
            database => "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + $"WHERE datname = '{database}' AND backend_type = 'client backend'");
    }

    /// <inheritdoc cref="CloseAsync"/>
    public static Task OpenAsync(string connectionString) =>
        RunAsync(connectionString, database => $"""ALTER DATABASE "{database}" ALLOW_CONNECTIONS true""");

    private static async Task RunAsync(string connectionString, Func<string, string> write)
    {
        var place = new NpgsqlConnectionStringBuilder(connectionString);
        var elsewhere = new NpgsqlConnectionStringBuilder(connectionString) { Database = Elsewhere, Pooling = false };
        await using var source = NpgsqlDataSource.Create(elsewhere);
        await using var command = source.CreateCommand(write(place.Database!));
        await command.ExecuteNonQueryAsync();
    }
}
