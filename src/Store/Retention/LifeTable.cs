using Npgsql;
using NpgsqlTypes;
using Pipeline.Core.Instances;

namespace Pipeline.Store.Retention;

/// <summary>The lives of containers whose events were dropped, one row each: the last one, if an identifier came again.</summary>
internal sealed class LifeTable(string schema)
{
    private const int DroppedAtOnce = 1_000;

    private const string Columns =
        "container, name, host, image, task, services, began, ended, runs, ending, exit_code";

    private readonly string name = $"{schema}.life";

    /// <summary>Creates the table if it is missing; the caller holds the lock of the schema.</summary>
    public async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var create = new NpgsqlCommand(
            $"""
            create table if not exists {name} (
                container text primary key, name text not null, host text not null, image text not null, task text,
                services text[] not null, began timestamptz not null, ended timestamptz not null, runs integer not null,
                ending text not null, exit_code integer
            );
            create index if not exists life_of_name on {name} (name, ended);
            create index if not exists life_by_end on {name} using brin (ended) with (autosummarize = on);
            """,
            connection);
        await create.ExecuteNonQueryAsync(cancel);
    }

    public async Task WriteAsync(NpgsqlConnection connection, IReadOnlyCollection<Life> lives, CancellationToken cancel)
    {
        if (lives.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var life in lives)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
                insert into {name} ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                on conflict (container) do update set
                    name = excluded.name, host = excluded.host, image = excluded.image, task = excluded.task, services = excluded.services,
                    began = excluded.began, ended = excluded.ended, runs = excluded.runs, ending = excluded.ending,
                    exit_code = excluded.exit_code
                """)
            {
                Parameters =
                {
                    new() { Value = life.Container }, new() { Value = life.Name }, new() { Value = life.Host },
                    new() { Value = life.Image }, new() { Value = (object?)life.Task ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                    new() { Value = life.Services.ToArray() }, new() { Value = life.Began.ToUniversalTime() },
                    new() { Value = life.Ended.ToUniversalTime() }, new() { Value = life.Runs }, new() { Value = life.End },
                    new() { Value = (object?)life.ExitCode ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Drops some lives that ended before a moment.</summary>
    /// <returns>Whether there may be more of them.</returns>
    public async Task<bool> DropAsync(NpgsqlConnection connection, DateTimeOffset before, CancellationToken cancel)
    {
        await using var drop = new NpgsqlCommand(
            $"delete from {name} where container in (select container from {name} where ended < $1 limit {DroppedAtOnce})", connection)
        {
            Parameters = { new() { Value = before.ToUniversalTime() } },
        };
        return await drop.ExecuteNonQueryAsync(cancel) == DroppedAtOnce;
    }

    /// <summary>The lives of containers with a name, or whose identifiers begin with it, the last to end first.</summary>
    public async Task<IReadOnlyList<Life>> FindAsync(NpgsqlConnection connection, string wanted, int atMost, CancellationToken cancel)
    {
        try
        {
            await using var find = new NpgsqlCommand(
                $"""
                select {Columns} from (
                    (select * from {name} where name = $1 order by ended desc limit $2)
                    union
                    (select * from {name} where container >= $1 and container < $1 || 'zz' and starts_with(container, $1) limit $2)
                ) found order by ended desc limit $2
                """,
                connection)
            {
                Parameters = { new() { Value = wanted }, new() { Value = atMost } },
            };
            await using var rows = await find.ExecuteReaderAsync(cancel);
            var lives = new List<Life>();
            while (await rows.ReadAsync(cancel))
                lives.Add(new(
                    rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3),
                    await rows.IsDBNullAsync(4, cancel) ? null : rows.GetString(4), rows.GetFieldValue<string[]>(5),
                    rows.GetFieldValue<DateTimeOffset>(6), rows.GetFieldValue<DateTimeOffset>(7), rows.GetInt32(8), rows.GetString(9),
                    await rows.IsDBNullAsync(10, cancel) ? null : rows.GetInt32(10)));
            return lives;
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return [];
        }
    }
}
