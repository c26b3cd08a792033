using System.Text.Json;
using Marten;
using Marten.Linq.MatchesSql;
using Npgsql;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.History.Sagas;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Sagas;

/// <summary>Reads the sagas for display.</summary>
internal sealed class RecordedSagas(SagaDatabase database) : IRecordedSagas
{
    private readonly LiveSagaCache live = new(database);

    public Task<IReadOnlyList<ContainerHealth>> LiveAsync(CancellationToken cancel) => StoreCall.RunAsync(() => live.ReadAsync(cancel));

    public Task<IReadOnlyList<ContainerHealth>> EndedAsync(string? service, int atMost, CancellationToken cancel) =>
        StoreCall.RunAsync<IReadOnlyList<ContainerHealth>>(async () =>
        {
            await using var session = database.OpenQuery();
            var ended = session.Query<ContainerHealthSaga>().Where(saga => !saga.IsLive && saga.Health!.Name != "");
            if (service is not null)
            {
                var served = JsonSerializer.Serialize(new[] { service });
                ended = ended.Where(saga => saga.MatchesSql("d.data -> 'Health' -> 'Services' @> ?::jsonb", served));
            }

            var newest = await ended.OrderBySql("mt_last_modified desc").Take(atMost).ToListAsync(cancel);
            return [.. newest.Select(saga => saga.Health!)];
        });

    public Task<IReadOnlyList<ContainerHealth>> FindAsync(string container, int atMost, CancellationToken cancel) =>
        StoreCall.RunAsync<IReadOnlyList<ContainerHealth>>(async () =>
        {
            var ids = await NamedAsync(container, atMost, cancel);
            await using var session = database.OpenQuery();
            return [.. (await session.LoadManyAsync<ContainerHealthSaga>(cancel, ids)).Select(saga => saga.Health!)];
        });

    public Task<ContainerHealth?> LoadAsync(string containerId, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenQuery();
        return (await session.LoadAsync<ContainerHealthSaga>(SagaId.Of(containerId), cancel))?.Health;
    });

    private async Task<IReadOnlyList<Guid>> NamedAsync(string container, int atMost, CancellationToken cancel)
    {
        await using var connection = await database.ConnectAsync(cancel);
        await using var command = new NpgsqlCommand(HealthIndexes.Named, connection);
        command.Parameters.Add(new() { Value = container });
        command.Parameters.Add(new() { Value = atMost });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<Guid>();
        while (await rows.ReadAsync(cancel)) found.Add(SagaId.Of(rows.GetString(0)));
        return found;
    }
}
