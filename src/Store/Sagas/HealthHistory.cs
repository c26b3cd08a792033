using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.History.Events;
using Pipeline.Store.Events;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Sagas;

/// <summary>Reads the events of the sagas with SQL: Marten cannot read unknown kinds of events.</summary>
internal sealed class HealthHistory(SagaDatabase database) : IHealthHistory
{
    private const string Columns = "seq_id, stream_id, type, data, correlation_id, timestamp";
    private const string Table = $"{SagaDatabase.Schema}.mt_events";

    private readonly EventDecoder decoder = new(database.Serializer, EventNames.OfHealth);

    public async IAsyncEnumerable<RecordedHealth> ReadAsync(HealthQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await StoreCall.RunAsync(() => database.ConnectAsync(cancel));
        await using var command = CommandFor(question, connection);
        await using var rows = await StoreCall.RunAsync(() => command.ExecuteReaderAsync(cancel));
        while (await StoreCall.RunAsync(() => rows.ReadAsync(cancel)))
            if (Read(rows) is { } recorded) yield return recorded;
    }

    public Task<long> NewestAsync(CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var connection = await database.ConnectAsync(cancel);
        await using var command = new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {Table}", connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    });

    private static NpgsqlCommand CommandFor(HealthQuestion question, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand { Connection = connection, CommandTimeout = 0 };
        var conditions = new List<string>();
        Require("seq_id > ?", question.After);
        Require("seq_id < ?", question.Before);
        Require("timestamp >= ?", question.Since?.ToUniversalTime());
        Require("timestamp < ?", question.Until?.ToUniversalTime());
        Require("stream_id = ?", question.Container);
        var watched = question.Service is { } service ? JsonSerializer.Serialize(new[] { new { Service = service } }) : null;
        Require(HealthIndexes.IsOfService, watched);
        Require(HealthIndexes.IsOfHost, question.Host);
        var where = conditions is [] ? "" : $" where {string.Join(" and ", conditions)}";
        var matching = $"select {Columns} from {Table}{where}";
        command.CommandText = question.Last is { } last
            ? $"select * from ({matching} order by seq_id desc limit {last.ToString(CultureInfo.InvariantCulture)}) newest order by seq_id"
            : $"{matching} order by seq_id";
        return command;

        void Require(string condition, object? value)
        {
            if (value is null) return;
            command.Parameters.Add(new NpgsqlParameter { Value = value });
            var position = command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
            conditions.Add(condition.Replace("?", $"${position}", StringComparison.Ordinal));
        }
    }

    private RecordedHealth? Read(NpgsqlDataReader row)
    {
        var trace = row.IsDBNull(4) ? null : row.GetString(4);
        return decoder.Read(row, 2, 3) switch
        {
            HealthEvent e => new RecordedHealth(row.GetInt64(0), row.GetString(1), e, e.At, trace),
            UnknownEvent e => new RecordedHealth(row.GetInt64(0), row.GetString(1), e, e.At ?? row.GetFieldValue<DateTimeOffset>(5), trace),
            _ => null,
        };
    }
}
