using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Store;
using Pipeline.History.Replay;
using Pipeline.History.Sagas;

namespace Pipeline.History.Events;

/// <summary>Reads the events of the sagas' store by SQL: the event store's own reader refuses kinds that only a newer version knows.</summary>
internal sealed class HealthEvents(HealthStore store)
{
    private const string Columns = "seq_id, stream_id, type, data, correlation_id, timestamp";
    private const string Table = $"{HealthStore.Schema}.mt_events";

    private readonly EventDecoder decoder = new(store.Serializer, EventNames.OfHealth);

    /// <summary>Events as they were recorded, the oldest first.</summary>
    public async IAsyncEnumerable<RecordedHealth> ReadAsync(HealthQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await store.ConnectAsync(cancel);
        await using var command = new NpgsqlCommand { Connection = connection, CommandTimeout = 0 };
        var conditions = new List<string>();
        Ask("seq_id > ?", question.After);
        Ask("timestamp >= ?", question.Since?.ToUniversalTime());
        Ask("stream_id = ?", question.Container);
        Ask(HealthIndexes.IsOfService, question.Service is { } service ? JsonSerializer.Serialize(new[] { new { Service = service } }) : null);
        Ask(HealthIndexes.IsOfHost, question.Host);
        var asked = $"select {Columns} from {Table}{(conditions is [] ? "" : $" where {string.Join(" and ", conditions)}")}";
        command.CommandText = question.Last is { } last
            ? $"select * from ({asked} order by seq_id desc limit {last.ToString(CultureInfo.InvariantCulture)}) newest order by seq_id"
            : $"{asked} order by seq_id";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            if (Read(reader) is { } recorded) yield return recorded;

        void Ask(string condition, object? value)
        {
            if (value is null) return;
            command.Parameters.Add(new() { Value = value });
            conditions.Add(condition.Replace("?", $"${command.Parameters.Count.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal));
        }
    }

    /// <summary>The sequence of the newest event.</summary>
    public async Task<long> NewestAsync(CancellationToken cancel)
    {
        await using var connection = await store.ConnectAsync(cancel);
        await using var command = new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {Table}", connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private RecordedHealth? Read(NpgsqlDataReader row)
    {
        var trace = row.IsDBNull(4) ? null : row.GetString(4);
        return decoder.Read(row, 2, 3) switch
        {
            HealthEvent e => new RecordedHealth(row.GetInt64(0), row.GetString(1), e, e.At, Moments.Of(e), trace),
            UnknownEvent e => new RecordedHealth(row.GetInt64(0), row.GetString(1), e, e.At ?? row.GetFieldValue<DateTimeOffset>(5), e.Text, trace),
            _ => null,
        };
    }
}
