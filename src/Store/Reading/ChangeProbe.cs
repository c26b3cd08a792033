using Npgsql;
using Pipeline.Core.Storage;
using Pipeline.History.Reading;
using Pipeline.Store.Connections;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Reading;

/// <summary>Detects changes of the database from counters, without reading a table of events.</summary>
public sealed class ChangeProbe(string database) : IChangeProbe
{
    /// <summary>
    /// The sequence of each event store, the number of lease updates, and the snapshot while transactions are open: such a transaction may
    /// commit after this query with a lower sequence, so the result must differ from the next one.
    /// </summary>
    private const string Query = """
        select concat_ws(' ',
            (select string_agg(schemaname || ':' || coalesce(last_value, 0), ' ' order by schemaname) from pg_sequences
                where sequencename = 'mt_events_sequence' and schemaname in ('pipeline', 'health')),
            (select n_tup_ins + n_tup_upd from pg_stat_user_tables where schemaname = 'pipeline' and relname = 'mt_doc_hostlease'),
            case when pg_snapshot_xmin(pg_current_snapshot()) < pg_snapshot_xmax(pg_current_snapshot())
                then pg_current_snapshot()::text end)
        """;

    private readonly string database = ConnectionStrings.ForReading(database);

    /// <inheritdoc/>
    public async Task<string> ReadVersionAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(Query, connection);
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <inheritdoc/>
    /// <remarks>A question that the database cannot take, such as a name with a zero byte, says nothing of the database.</remarks>
    public bool IsAway(Exception failure) =>
        DatabaseReach.ReasonBehind(failure) is not null && PostgresFailures.Translate(failure) is not StoreDataException;
}
