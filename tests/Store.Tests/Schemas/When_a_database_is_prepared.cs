using Npgsql;
using Pipeline.Core.Storage;
using Pipeline.Store.Schemas;

namespace Pipeline.Store.Tests.Schemas;

/// <summary>The one step that changes a schema, as a rolling upgrade meets it.</summary>
public sealed class When_a_database_is_prepared(RealPostgres postgres)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_empty_one_has_no_schema_until_then_and_no_process_makes_it_in_passing()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var registry = new RegistryDatabase(database, TimeProvider.System);

        (await SchemaOf(database).ReadAsync(None)).Fit.ShouldBe(SchemaFit.Missing);
        (await Should.ThrowAsync<StoreUnavailableException>(() => registry.Registry.ReadLeasesAsync(None)))
            .Message.ShouldContain("./pipeline database prepare");
        (await TextsAsync(database, "select nspname from pg_namespace where nspname in ('pipeline', 'health')")).ShouldBeEmpty();

        await SchemaOf(database).PrepareAsync(None);

        (await SchemaOf(database).ReadAsync(None)).ShouldBe(new SchemaState(SchemaVersion.Present, SchemaFit.Same));
        (await registry.Registry.ReadLeasesAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task By_several_at_once_it_is_prepared_once()
    {
        var database = await postgres.CreateDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SchemaOf(database).PrepareAsync(None)));

        (await SchemaOf(database).ReadAsync(None)).Works.ShouldBeTrue();
    }

    [Fact]
    public async Task A_step_that_was_cut_off_is_finished_by_the_next_one()
    {
        var database = await PreparedAsync();
        await ExecuteAsync(database, "drop table health.lease; drop table health.schema_version");

        (await SchemaOf(database).ReadAsync(None)).Fit.ShouldBe(SchemaFit.Missing);
        await SchemaOf(database).PrepareAsync(None);

        (await SchemaOf(database).ReadAsync(None)).Fit.ShouldBe(SchemaFit.Same);
        (await TextsAsync(database, "select to_regclass('health.lease')::text")).ShouldBe(["health.lease"]);
    }

    [Fact]
    public async Task An_older_one_becomes_this_versions_while_the_former_version_works_on()
    {
        var database = await PreparedAsync();
        await ExecuteAsync(database, """
            update pipeline.schema_version set number = 0, prepared_by = '0.9'; drop table pipeline.fence
            """);
        await using var former = new RegistryDatabase(database, TimeProvider.System);

        (await SchemaOf(database).ReadAsync(None)).Describe().ShouldContain("made by version 0.9");
        var preparing = SchemaOf(database).PrepareAsync(None);
        while (!preparing.IsCompleted) (await former.Registry.ReadLeasesAsync(None)).ShouldBeEmpty();
        await preparing;

        (await SchemaOf(database).ReadAsync(None)).Fit.ShouldBe(SchemaFit.Same);
    }

    [Fact]
    public async Task A_newer_one_that_this_version_works_with_is_left_as_it_is()
    {
        var database = await PreparedAsync();
        await ExecuteAsync(database, """
            update pipeline.schema_version set number = 1000, prepared_by = '9.0';
            create index added_later on pipeline.mt_events (timestamp)
            """);

        await SchemaOf(database).PrepareAsync(None);

        (await SchemaOf(database).ReadAsync(None)).ShouldSatisfyAllConditions(
            state => state.Fit.ShouldBe(SchemaFit.Newer),
            state => state.Works.ShouldBeTrue(),
            state => state.Found!.PreparedBy.ShouldBe("9.0"));
        (await TextsAsync(database, "select indexname from pg_indexes where indexname = 'added_later'")).ShouldBe(["added_later"]);
    }

    [Fact]
    public async Task A_newer_one_that_needs_newer_programs_is_refused_and_left_as_it_is()
    {
        var database = await PreparedAsync();
        await ExecuteAsync(database, "update health.schema_version set number = 1000, oldest = 999");

        await SchemaOf(database).PrepareAsync(None);

        (await SchemaOf(database).ReadAsync(None)).ShouldSatisfyAllConditions(
            state => state.Works.ShouldBeFalse(),
            state => state.CanBePrepared.ShouldBeFalse(),
            state => state.Describe().ShouldContain("needs programs of schema 999 or later"));
    }

    [Fact]
    public async Task A_login_that_may_not_create_tables_can_repeat_it()
    {
        var database = await PreparedAsync();
        await ExecuteAsync(database, """
            create role user_of_tables; grant usage on schema pipeline, health to user_of_tables;
            grant select, insert, update, delete on all tables in schema pipeline, health to user_of_tables
            """);
        var restricted = new NpgsqlConnectionStringBuilder(database) { Options = "-c role=user_of_tables" }.ConnectionString;

        await SchemaOf(restricted).PrepareAsync(None);

        (await SchemaOf(restricted).ReadAsync(None)).Works.ShouldBeTrue();
    }

    private static DatabaseSchema SchemaOf(string database) => new(database, TimeProvider.System);

    private async Task<string> PreparedAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        await SchemaOf(database).PrepareAsync(None);
        return database;
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await rows.ReadAsync())
            if (!rows.IsDBNull(0)) texts.Add(rows.GetString(0));
        return texts;
    }
}
