using Marten;
using Npgsql;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Storage;
using Pipeline.Store.Events;
using Pipeline.Store.Failures;
using Pipeline.Store.Locks;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Retention;

/// <summary>
/// Sweeps the registry's streams. It walks the events in the order in which they were recorded, up to the retention. When it passes the
/// last event of a stream whose state has an end (a container that is gone, a host that left, a free name, an empty record), the stream is
/// dropped with its document; a container leaves its <see cref="Life"/>. Other streams of hosts, names and records are shortened: a summary
/// takes the place of the events that were passed. What is left folds to the same documents.
/// </summary>
/// <remarks>
/// No index is needed for it: whatever ends has an event that says so, and that one is passed when it is old enough. Writers are excluded
/// for the few milliseconds of a step, so that nobody decides by what is being dropped.
/// </remarks>
internal sealed class RegistrySweep(IDocumentStore store) : IHistorySweep
{
    private const int EventsAtOnce = 400;

    private const string Schema = RegistrySchema.Name;
    private const string Events = $"{Schema}.mt_events";

    private const string Passed = $"""
        select e.seq_id, e.stream_id, e.version = s.version from {Events} e left join {Schema}.mt_streams s on s.id = e.stream_id
        where e.seq_id > $1 and e.seq_id <= $2 order by e.seq_id limit $3
        """;

    private const string OfStreams = $"""
        select e.stream_id, s.version, e.version, e.type, e.data from {Events} e join {Schema}.mt_streams s on s.id = e.stream_id
        where e.stream_id = any($1) and e.seq_id <= $2 order by e.stream_id, e.version
        """;

    /// <summary>An event is decided before it is recorded, by another clock than the database's.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly string[] Documents =
        [DocumentNames.Container, DocumentNames.Host, DocumentNames.NameBinding, DocumentNames.LedgerEntry];

    private readonly ISerializer serializer = store.Options.Serializer();
    private readonly EventDecoder decoder = new(store.Options.Serializer());
    private readonly RetentionTable table = new(Schema);
    private readonly LifeTable lives = new(Schema);

    public Task<SweepStep> StepAsync(DateTimeOffset keptSince, DateTimeOffset livesSince, CancellationToken cancel) =>
        StoreCall.RunAsync(async () =>
        {
            await using var connection = store.Storage.Database.CreateConnection();
            await connection.OpenAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using (var begin = new NpgsqlCommand(AdvisoryLocks.TrySweep, connection))
                if (await begin.ExecuteScalarAsync(cancel) is not true) return SweepStep.None;
            var after = (await table.ReadAsync(connection, cancel))?.Swept ?? 0;
            var (upto, streams, isLast) = await PassAsync(connection, after, keptSince - Margin, cancel);
            var (shortened, dropped) = streams is [] ? (0, 0) : await SweepAsync(connection, streams, after, upto, cancel);
            if (upto > after) await table.WriteAsync(connection, keptSince, upto, cancel);
            var more = await lives.DropAsync(connection, livesSince, cancel);
            await transaction.CommitAsync(cancel);
            return new SweepStep(isLast && !more, shortened, dropped);
        });

    /// <summary>
    /// The streams of the next events: of containers only those whose last event is passed, because theirs are kept until then.
    /// </summary>
    private static async Task<(long Upto, IReadOnlyList<string> Streams, bool IsLast)> PassAsync(
        NpgsqlConnection connection, long after, DateTimeOffset before, CancellationToken cancel)
    {
        var limit = await EventPositions.BeforeAsync(connection, before, cancel);
        await using var command = new NpgsqlCommand(Passed, connection)
        {
            Parameters = { new() { Value = after }, new() { Value = limit }, new() { Value = EventsAtOnce } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (upto, count, streams) = (after, 0, new HashSet<string>());
        while (await rows.ReadAsync(cancel))
        {
            (upto, count) = (rows.GetInt64(0), count + 1);
            var stream = rows.GetString(1);
            if (stream.Contains('/', StringComparison.Ordinal) || (!await rows.IsDBNullAsync(2, cancel) && rows.GetBoolean(2)))
                streams.Add(stream);
        }

        return count < EventsAtOnce ? (Math.Max(limit, after), [.. streams], true) : (upto, [.. streams], false);
    }

    private async Task<(int Streams, int Events)> SweepAsync(
        NpgsqlConnection connection, IReadOnlyList<string> streams, long after, long upto, CancellationToken cancel)
    {
        await using (var exclude = new NpgsqlBatch(connection))
        {
            exclude.BatchCommands.Add(new("set local lock_timeout = '2s'"));
            exclude.BatchCommands.Add(new(AdvisoryLocks.ExcludeWriters));
            await exclude.ExecuteNonQueryAsync(cancel);
        }

        var swept = await FoldAsync(connection, streams, upto, cancel);
        var (drop, shorten) = (swept.Where(one => one.IsDropped).ToList(), swept.Where(one => one.Summary is not null).ToList());
        await lives.WriteAsync(connection, [.. drop.Select(one => one.Life).OfType<Life>()], cancel);
        string[] ids = [.. drop.Select(one => one.Id)];
        await using var batch = new NpgsqlBatch(connection);
        foreach (var one in shorten) Shorten(batch, one);
        Drop(batch, $"{Events} where stream_id", ids);
        Drop(batch, $"{Schema}.mt_streams where id", ids);
        foreach (var document in Documents) Drop(batch, $"{Schema}.{DocumentNames.TablePrefix}{document} where id", ids);
        Drop(
            batch, $"{Schema}.{DocumentNames.TablePrefix}{DocumentNames.HostLease} where id",
            [.. ids.Where(id => id.StartsWith(Host.StreamPrefix, StringComparison.Ordinal)).Select(id => id[Host.StreamPrefix.Length..])]);
        batch.BatchCommands.Add(new($"delete from {Events} where type = '{EventNames.Tombstone}' and seq_id > $1 and seq_id <= $2")
        {
            Parameters = { new() { Value = after }, new() { Value = upto } },
        });
        await batch.ExecuteNonQueryAsync(cancel);
        return (drop.Count + shorten.Count, drop.Sum(one => one.Count) + shorten.Sum(one => one.Count - 1));
    }

    private async Task<IReadOnlyCollection<SweptStream>> FoldAsync(
        NpgsqlConnection connection, IReadOnlyList<string> streams, long upto, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(OfStreams, connection)
        {
            Parameters = { new() { Value = streams.ToArray() }, new() { Value = upto } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var swept = new Dictionary<string, SweptStream>();
        while (await rows.ReadAsync(cancel))
        {
            var id = rows.GetString(0);
            if (!swept.TryGetValue(id, out var stream)) swept.Add(id, stream = new SweptStream(id, rows.GetInt64(1)));
            stream.Apply(rows.GetInt64(2), decoder.Read(rows, 3, 4, out var isKnown), isKnown);
        }

        return swept.Values;
    }

    private void Shorten(NpgsqlBatch batch, SweptStream stream)
    {
        var (summary, type) = (stream.Summary!, stream.Summary!.GetType());
        batch.BatchCommands.Add(new($"""
            update {Events} set type = $3, data = $4::jsonb, mt_dotnet_type = $5, correlation_id = null, headers = null
            where stream_id = $1 and version = $2
            """)
        {
            Parameters =
            {
                new() { Value = stream.Id }, new() { Value = stream.Version }, new() { Value = EventNames.NameOf(summary) },
                new() { Value = serializer.ToJson(summary) }, new() { Value = $"{type.FullName}, {type.Assembly.GetName().Name}" },
            },
        });
        batch.BatchCommands.Add(new($"delete from {Events} where stream_id = $1 and version < $2")
        {
            Parameters = { new() { Value = stream.Id }, new() { Value = stream.Version } },
        });
    }

    private static void Drop(NpgsqlBatch batch, string where, string[] ids)
    {
        if (ids.Length > 0) batch.BatchCommands.Add(new($"delete from {where} = any($1)") { Parameters = { new() { Value = ids } } });
    }
}
