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
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var running = await server.Value;
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(running.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(running.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server.IsValueCreated) await (await server.Value).DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
