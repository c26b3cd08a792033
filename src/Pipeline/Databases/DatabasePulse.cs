using Npgsql;
using Pipeline.Console.Live;

namespace Pipeline.Databases;

/// <summary>Whether anything changed in the database, found out for next to nothing: no table of events is read.</summary>
internal sealed class DatabasePulse(string database) : IPulse
{
    /// <summary>
    /// How far each event store has counted, how often hosts were heard, and which transactions are still open: one that counted before
    /// this look may commit after it, so a look that met an open one never equals the next.
    /// </summary>
    private const string Look = """
        select concat_ws(' ',
            (select string_agg(schemaname || ':' || coalesce(last_value, 0), ' ' order by schemaname) from pg_sequences
                where sequencename = 'mt_events_sequence' and schemaname in ('pipeline', 'health')),
            (select n_tup_ins + n_tup_upd from pg_stat_user_tables where schemaname = 'pipeline' and relname = 'mt_doc_hostlease'),
            case when pg_snapshot_xmin(pg_current_snapshot()) < pg_snapshot_xmax(pg_current_snapshot()) then pg_current_snapshot()::text end)
        """;

    private readonly string database = new NpgsqlConnectionStringBuilder(database) { ApplicationName = "pipeline console", CommandTimeout = 5, Timeout = 5 }.ConnectionString;

    /// <inheritdoc/>
    public async Task<string> TakeAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(Look, connection);
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <inheritdoc/>
    public bool IsAway(Exception failure) => DatabaseReach.FailureBehind(failure) is not null;
}
