using Npgsql;
using Pipeline.Store.Sagas;
using Pipeline.Tests.MemoryStore.Sagas;

namespace Pipeline.Store.Tests.Sagas;

internal static class SagaPortsSources
{
    public static Task<SagaPorts> InMemory()
    {
        var sagas = new MemorySagas(TimeProvider.System);
        return Task.FromResult(new SagaPorts(
            sagas.Sagas, sagas.Fleet, sagas.Probed, sagas.Reports, sagas.Shares, sagas.Locks, sagas.Recorded, sagas.History)
        {
            CutLockSessionsAsync = () =>
            {
                sagas.CutLockSessions();
                return Task.CompletedTask;
            },
        });
    }

    public static async Task<SagaPorts> InPostgreSql(RealPostgres postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        var sagas = new PostgresSagas(database);
        await sagas.PrepareAsync(CancellationToken.None);
        return new SagaPorts(sagas.Sagas, sagas.Fleet, sagas.Probed, sagas.Reports, sagas.Shares, sagas.Locks, sagas.Recorded, sagas.History)
        {
            Owner = sagas,
            CutLockSessionsAsync = () => CutAsync(database),
        };
    }

    private static async Task CutAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select count(pg_terminate_backend(pid, 10000)) from (select distinct pid from pg_locks where locktype = 'advisory' "
            + "and database = (select oid from pg_database where datname = current_database())) holders", connection);
        await command.ExecuteNonQueryAsync();
    }
}
