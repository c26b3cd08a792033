using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Postgres;

namespace Pipeline.Tests.RealParts;

/// <summary>
/// A real PostgreSQL for a test assembly: started at the first question, stopped and deleted with the assembly.
/// Declare it once an assembly: <c>[assembly: AssemblyFixture(typeof(RealPostgres))]</c>.
/// </summary>
public sealed class RealPostgres : IAsyncDisposable
{
    private static int databases;

    private readonly Lazy<Task<PrivateServer>> server;
    private readonly string directory = TemporaryDirectory.Create("postgres");

    public RealPostgres() => server = new(() => PrivateServer.StartAsync(
        directory, NullLogger.Instance, CancellationToken.None, new() { Durable = Durable, Connections = 500 }));

    /// <summary>Whether what is committed survives a power cut, as an operator has it. Off for tests, where it is faster.</summary>
    public bool Durable { get; init; }

    /// <summary>A fresh, empty database.</summary>
    /// <param name="folder">Where its tables lie; null for the server's own folder. It belongs to the server's account.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string? folder = null)
    {
        var running = await server.Value;
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(running.ConnectionString);
        await connection.OpenAsync();
        if (folder is not null) await ExecuteAsync($"CREATE TABLESPACE {name} LOCATION '{folder}'");
        await ExecuteAsync($"CREATE DATABASE {name}" + (folder is null ? "" : $" TABLESPACE {name}"));
        return new NpgsqlConnectionStringBuilder(running.ConnectionString) { Database = name }.ConnectionString;

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server.IsValueCreated) await (await server.Value).DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
