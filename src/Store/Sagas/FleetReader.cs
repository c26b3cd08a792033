using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Marten;
using Npgsql;
using Pipeline.Core.Health;
using Pipeline.Core.Instances;
using Pipeline.Core.Vocabulary;
using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Saga;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Sagas;

/// <summary>Reads the data that judging needs. PostgreSQL aggregates it; only due sagas are read in full.</summary>
internal sealed class FleetReader(SagaDatabase database) : IFleetReader
{
    private const string Groups = $"""
        select data -> 'Health' ->> 'State', host, shard, data -> 'Health' -> 'Services', data -> 'Health' ->> 'FailingSince',
            jsonb_path_exists(data, '$.Health.Watches[*] ? (!(@.Check.Kind == "None"))'), count(*)::int
        from {SagaDatabase.Schema}.mt_doc_saga where is_live = true group by 1, 2, 3, 4, 5, 6
        """;

    private const string IsUnserved =
        "(jsonb_array_length(data -> 'Refusals') > 0 or data -> 'Crashes' ->> 'IsHeldBack' = 'true')";

    private const string IsProven = $"select exists (select from {SagaDatabase.Schema}.mt_doc_saga where data -> 'Proofs' @> $1::jsonb)";
    private const string ByState =
        $"select data -> 'Health' ->> 'State', count(*) from {SagaDatabase.Schema}.mt_doc_saga where is_live group by 1";

    public Task<IReadOnlyList<ContainerHealthSaga>> DueAsync(DateTimeOffset now, int atMost, CancellationToken cancel) =>
        StoreCall.RunAsync(async () =>
        {
            await using var session = database.OpenQuery();
            var due = session.Query<ContainerHealthSaga>().Where(saga => saga.Due <= now).OrderBy(saga => saga.Due);
            return await due.Take(atMost).ToListAsync(cancel);
        });

    public Task<IReadOnlyList<ContainerHealthSaga>> OfTasksAsync(IReadOnlyCollection<string> tasks, CancellationToken cancel) =>
        StoreCall.RunAsync(async () =>
        {
            await using var session = database.OpenQuery();
            var arns = tasks.ToArray();
            return await session.Query<ContainerHealthSaga>().Where(saga => saga.Health!.Task!.Arn.IsOneOf(arns)).ToListAsync(cancel);
        });

    public Task<IReadOnlyList<ContainerHealthSaga>> OfContainersAsync(
        IReadOnlyCollection<string> containers, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        if (containers.Count == 0) return [];
        await using var session = database.OpenQuery();
        return await session.LoadManyAsync<ContainerHealthSaga>(cancel, containers.Select(SagaId.Of));
    });

    public Task<IReadOnlyList<Container>> UnservedAsync(CancellationToken cancel) =>
        new RegistryGlimpse(database).ReadPresentAsync(IsUnserved, value: null, cancel);

    public Task<IReadOnlyList<FleetGroup>> GroupsAsync(CancellationToken cancel) =>
        StoreCall.RunAsync<IReadOnlyList<FleetGroup>>(async () =>
        {
            var groups = new List<FleetGroup>();
            await using var connection = await database.ConnectAsync(cancel);
            await using var command = new NpgsqlCommand(Groups, connection);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                groups.Add(new FleetGroup(
                    Word.Parse<HealthState>(rows.GetString(0)),
                    rows.GetString(1),
                    rows.GetInt32(2),
                    JsonSerializer.Deserialize<ImmutableArray<string>>(rows.GetString(3)),
                    await rows.IsDBNullAsync(4, cancel) ? null : DateTimeOffset.Parse(rows.GetString(4), CultureInfo.InvariantCulture),
                    rows.GetBoolean(5),
                    rows.GetInt32(6)));
            return groups;
        });

    public Task<RecentRemovals> RemovalsSinceAsync(DateTimeOffset since, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenQuery();
        return new RecentRemovals(
            await session.Query<ContainerHealthSaga>().CountAsync(saga => saga.CondemnedAt > since, cancel),
            await session.Query<ContainerHealthSaga>().CountAsync(saga => saga.StopAllowedAt > since, cancel));
    });

    public Task<IReadOnlySet<string>> ProvenAsync(IReadOnlyCollection<string> proofs, CancellationToken cancel) =>
        StoreCall.RunAsync<IReadOnlySet<string>>(async () =>
        {
            var proven = new HashSet<string>();
            await using var connection = await database.ConnectAsync(cancel);
            foreach (var proof in proofs.Distinct())
            {
                await using var command = new NpgsqlCommand(IsProven, connection);
                command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(new[] { proof }) });
                if (await command.ExecuteScalarAsync(cancel) is true) proven.Add(proof);
            }

            return proven;
        });

    public Task<IReadOnlyDictionary<HealthState, long>> CountByStateAsync(CancellationToken cancel) =>
        StoreCall.RunAsync<IReadOnlyDictionary<HealthState, long>>(async () =>
        {
            var counts = new Dictionary<HealthState, long>();
            await using var connection = await database.ConnectAsync(cancel);
            await using var command = new NpgsqlCommand(ByState, connection);
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) counts[Word.Parse<HealthState>(rows.GetString(0))] = rows.GetInt64(1);
            return counts;
        });
}
