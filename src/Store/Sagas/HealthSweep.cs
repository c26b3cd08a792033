using Npgsql;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;
using Pipeline.Store.Events;
using Pipeline.Store.Failures;
using Pipeline.Store.Locks;
using Pipeline.Store.Retention;

namespace Pipeline.Store.Sagas;

/// <summary>
/// Sweeps the sagas, as <see cref="RegistrySweep"/> does the registry. An ended saga is dropped with its stream when the last event is
/// passed. Of the others the last event of each kind stays, which is what a backtest has to know when it begins.
/// </summary>
internal sealed class HealthSweep(SagaDatabase database) : IHistorySweep
{
    private const int EventsAtOnce = 400;
    private const string Events = $"{SagaDatabase.Schema}.mt_events";
    private const string Streams = $"{SagaDatabase.Schema}.mt_streams";
    private const string Sagas = $"{SagaDatabase.Schema}.{DocumentNames.TablePrefix}{DocumentNames.Saga}";

    private const string Passed =
        $"select seq_id, stream_id from {Events} where seq_id > $1 and seq_id <= $2 order by seq_id limit $3";

    private const string Live = $"select id from {Sagas} where id = any($1) and is_live for update";

    private const string LastPassed = $"""
        select s.id from {Streams} s where s.id = any($1)
            and not exists (select from {Events} e where e.stream_id = s.id and e.seq_id > $2) for update
        """;

    private const string Thin = $"""
        delete from {Events} e where e.stream_id = any($1) and e.seq_id <= $2
            and exists (select from {Events} later
                where later.stream_id = e.stream_id and later.type = e.type and later.version > e.version and later.seq_id <= $2)
        """;

    private const string SilentHosts =
        $"delete from {SagaDatabase.Schema}.{DocumentNames.TablePrefix}{DocumentNames.HostLease} "
        + "where (data ->> 'LastHeard')::timestamptz < $1";

    private readonly RetentionTable table = new(SagaDatabase.Schema);

    public Task<SweepStep> StepAsync(DateTimeOffset keptSince, DateTimeOffset livesSince, CancellationToken cancel) =>
        StoreCall.RunAsync(async () =>
        {
            await using var connection = await database.ConnectAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using (var begin = new NpgsqlCommand(AdvisoryLocks.TrySweep, connection))
                if (await begin.ExecuteScalarAsync(cancel) is not true) return SweepStep.None;
            var after = (await table.ReadAsync(connection, cancel))?.Swept ?? 0;
            var limit = await EventPositions.BeforeAsync(connection, Events, keptSince, cancel);
            if (limit <= after) return SweepStep.None;
            var passed = await ReadAsync(
                connection, Passed, rows => (Sequence: rows.GetInt64(0), Stream: rows.GetString(1)), cancel, after, limit, EventsAtOnce);
            var isLast = passed.Count < EventsAtOnce;
            var upto = isLast ? limit : passed[^1].Sequence;
            string[] streams = [.. passed.Select(one => one.Stream).Where(IsOfContainer).Distinct()];
            var (swept, events) = streams is [] ? (0, 0) : await SweepAsync(connection, streams, upto, cancel);
            if (isLast) await ExecuteAsync(connection, SilentHosts, cancel, keptSince.ToUniversalTime());
            await table.WriteAsync(connection, keptSince, upto, cancel);
            await transaction.CommitAsync(cancel);
            return new SweepStep(isLast, swept, events);
        });

    private static async Task<(int Streams, int Events)> SweepAsync(
        NpgsqlConnection connection, string[] streams, long upto, CancellationToken cancel)
    {
        var sagas = streams.ToDictionary(SagaId.Of);
        var live = await ReadAsync(connection, Live, rows => sagas[rows.GetGuid(0)], cancel, (object)sagas.Keys.ToArray());
        var passed = await ReadAsync(connection, LastPassed, rows => rows.GetString(0), cancel, streams, upto);
        string[] ended = [.. passed.Except(live)];
        var dropped = await ExecuteAsync(connection, $"delete from {Events} where stream_id = any($1)", cancel, (object)ended);
        await ExecuteAsync(connection, $"delete from {Streams} where id = any($1)", cancel, (object)ended);
        await ExecuteAsync(
            connection, $"delete from {Sagas} where id = any($1)", cancel, (object)ended.Select(SagaId.Of).ToArray());
        dropped += await ExecuteAsync(connection, Thin, cancel, streams.Except(ended).ToArray(), upto);
        return (ended.Length, dropped);
    }

    /// <summary>The event store has a stream of its own.</summary>
    private static bool IsOfContainer(string stream) => !stream.StartsWith("mt_", StringComparison.Ordinal);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] values)
    {
        await using var command = Command(connection, sql, values);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<T>();
        while (await rows.ReadAsync(cancel)) found.Add(read(rows));
        return found;
    }
}
