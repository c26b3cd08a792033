using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Marten;
using Npgsql;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga.Judging;

/// <summary>Reads what the governor goes by: how everything stands, counted by the database.</summary>
public sealed class Pictures(HealthStore store, TimeProvider time)
{
    private const string Alike = $"""
        select data -> 'Health' ->> 'State', host, shard, data -> 'Health' -> 'Services', data -> 'Health' ->> 'FailingSince', count(*)::int
        from {HealthStore.Schema}.mt_doc_saga where is_live = true group by 1, 2, 3, 4, 5
        """;

    private const string EverPassed = $"select exists (select from {HealthStore.Schema}.mt_doc_saga where data -> 'Proofs' @> $1::jsonb)";

    /// <param name="probers">Who looks at which shard.</param>
    /// <param name="cancel">Breaks it off.</param>
    public async Task<Picture> ReadAsync(IReadOnlyDictionary<int, string> probers, CancellationToken cancel)
    {
        var minuteAgo = time.GetUtcNow().AddMinutes(-1);
        await using var session = store.OpenQuery();
        var condemned = await session.Query<ContainerHealthSaga>().CountAsync(saga => saga.CondemnedAt > minuteAgo, cancel);
        var stopped = await session.Query<ContainerHealthSaga>().CountAsync(saga => saga.StopAllowedAt > minuteAgo, cancel);

        var standings = new List<Standing>();
        await using var connection = await store.ConnectAsync(cancel);
        await using var command = new NpgsqlCommand(Alike, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            standings.Add(new Standing(
                StoredWords.Parse<HealthState>(reader.GetString(0)),
                reader.GetString(1),
                probers.GetValueOrDefault(reader.GetInt32(2), ""),
                JsonSerializer.Deserialize<ImmutableArray<string>>(reader.GetString(3)),
                await reader.IsDBNullAsync(4, cancel) ? null : DateTimeOffset.Parse(reader.GetString(4), CultureInfo.InvariantCulture),
                reader.GetInt32(5)));
        return new Picture(standings, condemned, stopped);
    }

    /// <summary>How one container stands, in the same terms.</summary>
    public static Standing Of(ContainerHealth health, string prober) => new(health.State, health.Host, prober, [.. health.Services], health.FailingSince);

    /// <summary>Which of these checks any instance of their services ever passed (<see cref="Watch.Proof"/>).</summary>
    public async Task<IReadOnlySet<string>> ProvenAsync(IEnumerable<string> proofs, CancellationToken cancel)
    {
        var proven = new HashSet<string>();
        await using var connection = await store.ConnectAsync(cancel);
        foreach (var proof in proofs.Distinct())
        {
            await using var command = new NpgsqlCommand(EverPassed, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(new[] { proof }) });
            if (await command.ExecuteScalarAsync(cancel) is true) proven.Add(proof);
        }

        return proven;
    }

    /// <summary>Who looks at a shard; of two that say so the one that said it later.</summary>
    public async Task<IReadOnlyDictionary<int, string>> ProbersAsync(CancellationToken cancel)
    {
        await using var session = store.OpenQuery();
        return (await session.Query<ProberShare>().ToListAsync(cancel))
            .SelectMany(share => share.Shards, (share, shard) => (share, shard))
            .GroupBy(held => held.shard, held => held.share)
            .ToDictionary(shard => shard.Key, shard => shard.MaxBy(share => share.At)!.Id);
    }
}
