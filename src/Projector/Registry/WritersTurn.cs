using Npgsql;

namespace Pipeline.Projector.Registry;

/// <summary>
/// Writers of the registry go together; who makes documents anew from their streams goes alone, for the moment that a part of them takes.
/// So nobody decides on a document that is being replaced. The turn is a PostgreSQL advisory lock, held until the transaction ends.
/// </summary>
internal static class WritersTurn
{
    /// <summary>To be taken before any other lock, and before anything is read.</summary>
    public const string Together = "select pg_advisory_xact_lock_shared(2, 0)";

    /// <inheritdoc cref="Together"/>
    public const string Alone = "select pg_advisory_xact_lock(2, 0)";

    public static async Task TakeAsync(NpgsqlConnection connection, string turn, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(turn, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
