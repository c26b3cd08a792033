using Npgsql;
using Pipeline.Core.Storage;

namespace Pipeline.Store.Tests.Registry;

/// <summary>What PostgreSQL says first is what the caller is told, and Marten does not try again within a transaction of ours.</summary>
public sealed class When_a_statement_fails(RealPostgres postgres)
{
    private static CancellationToken None => CancellationToken.None;

    public static TheoryData<string, Type> States => new()
    {
        { "25006", typeof(StoreUnavailableException) }, // read-only
        { "53100", typeof(StoreUnavailableException) }, // disk full
        { "53300", typeof(StoreUnavailableException) }, // too many connections
        { "42883", typeof(StoreUnavailableException) }, // no such function
        { "42P01", typeof(StoreUnavailableException) }, // no such table
        { "28P01", typeof(StoreUnavailableException) }, // wrong password
        { "57P01", typeof(StoreUnavailableException) }, // shutting down
        { "55P03", typeof(StoreUnavailableException) }, // locked
        { "58030", typeof(StoreUnavailableException) }, // input or output
        { "XX000", typeof(StoreUnavailableException) }, // the server's own fault
        { "40001", typeof(StoreConflictException) },
        { "40P01", typeof(StoreConflictException) },
        { "22P05", typeof(StoreDataException) }, // a character that cannot be stored
        { "23514", typeof(StoreDataException) }, // a broken check
        { "54000", typeof(StoreDataException) }, // a limit of the server
    };

    [Theory, MemberData(nameof(States))]
    public async Task Failure_29_the_first_failure_of_a_transaction_is_the_one_that_is_told(string state, Type expected)
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var registry = new RegistryDatabase(database, TimeProvider.System);
        await registry.PrepareAsync(None);
        await FailAppendsAsync(database, state);
        await using var transaction = await registry.Registry.BeginAsync(None);
        await transaction.LockAndReadAsync(Some.Hosts("red"), None);

        var failure = await Should.ThrowAsync(
            () => transaction.CommitAsync(Some.Append(Some.Joining("red")), Some.Nothing, None), expected);

        failure.Message.ShouldStartWith($"{state}: it fails with this state");
        (await CountAttemptsAsync(database)).ShouldBe(1, "Marten repeats no command");
    }

    /// <summary>Appends fail. A sequence counts them, because it is not rolled back.</summary>
    private static Task FailAppendsAsync(string database, string state) => ExecuteAsync(database,
        $"""
        create sequence attempts;
        create function fail() returns trigger language plpgsql as $fail$
        begin
            perform nextval('attempts');
            raise exception 'it fails with this state' using errcode = '{state}';
        end $fail$;
        create trigger fail before insert on pipeline.mt_events for each row execute function fail();
        """);

    private static async Task<long> CountAttemptsAsync(string database) =>
        (long)(await ExecuteAsync(database, "select last_value from attempts"))!;

    private static async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
