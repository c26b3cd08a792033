using Npgsql;
using Pipeline.Store;
using Pipeline.Store.Schemas;

namespace Pipeline.Promises.Tests;

/// <summary>
/// A process knows a schema by its number alone. Whoever changes the schema increments the number in <see cref="SchemaVersion"/>, and
/// writes the next fixture with <c>WRITE_FIXTURE=1</c>; that of a released number stays as it is.
/// </summary>
public sealed class The_schema_of_a_number(RealPostgres postgres)
{
    private const string Catalogue = """
        select line from (
            select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type
                || case when is_nullable = 'NO' then ' not null' else '' end
            from information_schema.columns where table_schema in ('pipeline', 'health')
            union all
            select indexdef from pg_indexes where schemaname in ('pipeline', 'health')
            union all
            select nspname || '.' || proname || '(' || pg_get_function_identity_arguments(functions.oid) || ') ' || md5(prosrc)
            from pg_proc functions join pg_namespace on pg_namespace.oid = pronamespace where nspname in ('pipeline', 'health')
        ) lines(line) order by line collate "C"
        """;

    [Fact]
    public async Task Is_always_the_same()
    {
        var database = await postgres.CreateDatabaseAsync();
        await new DatabaseSchema(database, TimeProvider.System).PrepareAsync(CancellationToken.None);
        var lines = await ReadAsync(database);
        var fixture = Path.Combine(Fixture.Root, "schema", $"{SchemaVersion.Present.Number}.txt");
        if (Environment.GetEnvironmentVariable("WRITE_FIXTURE") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(fixture)!);
            await File.WriteAllLinesAsync(fixture, lines);
        }

        lines.ShouldBe(await File.ReadAllLinesAsync(fixture));
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(Catalogue);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) lines.Add(rows.GetString(0));
        return lines;
    }
}
