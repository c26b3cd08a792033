using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Pipeline.Store.Sagas;
using Pipeline.Tests.MemoryStore.Registry;
using Pipeline.Tests.MemoryStore.Sagas;

namespace Pipeline.Store.Tests.Sagas;

internal static class SagaPortsSources
{
    public static Task<SagaPorts> InMemory()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var registry = new MemoryRegistry(time);
        var sagas = new MemorySagas(time, registry.Documents);
        return Task.FromResult(new SagaPorts(
            sagas.Sagas, sagas.Fleet, sagas.Probed, sagas.Reports, sagas.Shares, sagas.Locks, sagas.Recorded, sagas.History)
        {
            Registry = registry.Registry,
            PassAsync = passed =>
            {
                time.Advance(passed);
                return Task.CompletedTask;
            },
        });
    }

    public static async Task<SagaPorts> InPostgreSql(RealPostgres postgres) => await InDatabaseAsync(await postgres.CreateDatabaseAsync());

    /// <summary>Prepares a database, and opens it.</summary>
    public static async Task<SagaPorts> InDatabaseAsync(string database)
    {
        await new DatabaseSchema(database, TimeProvider.System).PrepareAsync(CancellationToken.None);
        var sagas = new PostgresSagas(database);
        return new SagaPorts(sagas.Sagas, sagas.Fleet, sagas.Probed, sagas.Reports, sagas.Shares, sagas.Locks, sagas.Recorded,
            sagas.History)
        {
            Registry = new RegistryDatabase(database, TimeProvider.System).Registry,
            Owner = sagas,
            PassAsync = passed => PassAsync(database, passed),
        };
    }

    /// <summary>What was noted becomes older; the clock itself is nobody's to move.</summary>
    private static async Task PassAsync(string database, TimeSpan passed)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("update health.lease set expires_at = expires_at - $1", connection)
        {
            Parameters = { new() { Value = passed } },
        };
        await command.ExecuteNonQueryAsync();
    }
}
