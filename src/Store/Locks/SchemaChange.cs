using Npgsql;
using Pipeline.Store.Connections;

namespace Pipeline.Store.Locks;

/// <summary>Changes a schema, one process at a time.</summary>
internal static class SchemaChange
{
    private const int MostGoes = 20;

    /// <param name="create">Creates a connection.</param>
    /// <param name="key">SQL of the lock's key.</param>
    /// <param name="change">Changes the schema.</param>
    /// <param name="cancel">Cancels the wait for the lock.</param>
    public static async Task RunAsync(
        Func<NpgsqlConnection> create, string key, Func<NpgsqlConnection, Task> change, CancellationToken cancel)
    {
        await using var connection = create();
        await connection.OpenAsync(cancel);
        await ExecuteAsync(connection, ConnectionStrings.SetLongWait, cancel);
        await AcquireAsync(connection, key, cancel);
        try
        {
            await ChangeAsync(connection, change);
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({key})", CancellationToken.None);
        }
    }

    /// <summary>Another process may need longer for its changes than a lock is waited for.</summary>
    private static async Task AcquireAsync(NpgsqlConnection connection, string key, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await ExecuteAsync(connection, $"select pg_advisory_lock({key})", cancel);
                return;
            }
            catch (PostgresException waited) when (waited.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
            }
        }
    }

    /// <summary>
    /// A change waits for the transactions under way in short goes, because all later ones wait behind it. Whatever was changed stays, so
    /// that the next go continues.
    /// </summary>
    private static async Task ChangeAsync(NpgsqlConnection connection, Func<NpgsqlConnection, Task> change)
    {
        for (var goes = 1; ; goes++)
        {
            try
            {
                await change(connection);
                return;
            }
            catch (Exception waited) when (goes < MostGoes && IsLockTimeout(waited))
            {
            }
        }
    }

    private static bool IsLockTimeout(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }
        || (failure.InnerException is { } inner && IsLockTimeout(inner));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
