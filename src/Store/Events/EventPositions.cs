using Npgsql;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Events;

/// <summary>Finds a position in the history by binary search: versions and sequences increase with time and are indexed.</summary>
internal static class EventPositions
{
    private const string Table = $"{RegistrySchema.Name}.mt_events";

    /// <summary>A sequence that is lower than the sequences of all events since a moment.</summary>
    public static Task<long> BeforeAsync(NpgsqlConnection connection, DateTimeOffset moment, CancellationToken cancel) =>
        BeforeAsync(connection, Table, moment, cancel);

    /// <inheritdoc cref="BeforeAsync(NpgsqlConnection, DateTimeOffset, CancellationToken)"/>
    /// <param name="connection">A connection.</param>
    /// <param name="table">The table of the events.</param>
    /// <param name="moment">The moment.</param>
    /// <param name="cancel">Cancels the search.</param>
    public static async Task<long> BeforeAsync(
        NpgsqlConnection connection, string table, DateTimeOffset moment, CancellationToken cancel)
    {
        await using var bound = new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {table}", connection);
        var (low, high) = (0L, (long)(await bound.ExecuteScalarAsync(cancel))!);
        await using var probe = new NpgsqlCommand(
            $"select timestamp < $2 from {table} where seq_id >= $1 order by seq_id limit 1", connection)
        {
            Parameters = { new() { Value = 0L }, new() { Value = moment.ToUniversalTime() } },
        };
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            probe.Parameters[0].Value = middle;
            if (await probe.ExecuteScalarAsync(cancel) is true) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>
    /// The first version of a stream for which a condition holds. The condition must hold for all later versions too. Returns the version
    /// after the last one if the condition never holds.
    /// </summary>
    public static async Task<int> FirstVersionAsync(
        NpgsqlConnection connection, string stream, string condition, object value, CancellationToken cancel)
    {
        await using var last = new NpgsqlCommand(
            $"select coalesce(max(version), 0)::int from {Table} where stream_id = $1", connection)
        {
            Parameters = { new() { Value = stream } },
        };
        var (low, high) = (1, (int)(await last.ExecuteScalarAsync(cancel))! + 1);
        await using var probe = new NpgsqlCommand(
            $"select {condition} from {Table} where stream_id = $1 and version >= $3 order by version limit 1", connection)
        {
            Parameters = { new() { Value = stream }, new() { Value = value }, new() { Value = 0 } },
        };
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            probe.Parameters[2].Value = middle;
            if (await probe.ExecuteScalarAsync(cancel) is true) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
