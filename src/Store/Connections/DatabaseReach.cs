using Npgsql;
using Pipeline.Contracts;

namespace Pipeline.Store.Connections;

/// <summary>Whether a database can be used.</summary>
public abstract record DatabaseReach
{
    public sealed record Reached : DatabaseReach;

    /// <summary>The database cannot be reached now; a retry may succeed.</summary>
    public sealed record Away(string Reason) : DatabaseReach;

    /// <summary>The server rejects this login or has no such database; a retry cannot succeed.</summary>
    public sealed record Refused(string Reason) : DatabaseReach;

    /// <summary>Asks the database something, over a connection from the pool if one is idle.</summary>
    public static async Task<DatabaseReach> ProbeAsync(string connectionString, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionStrings.ForReading(connectionString));
            await connection.OpenAsync(cancel);

            // An idle connection may have ended since its last use, and opens all the same.
            await using var question = new NpgsqlCommand("SELECT 1", connection);
            await question.ExecuteScalarAsync(cancel);
            return new Reached();
        }
        catch (NpgsqlException failure)
        {
            return Judge(failure);
        }
    }

    /// <summary>
    /// Classifies a failure to connect. Error classes 28 and 3D are a wrong login and a wrong database (PostgreSQL, appendix A).
    /// </summary>
    internal static DatabaseReach Judge(NpgsqlException failure) => failure switch
    {
        PostgresException { SqlState: ['2', '8', ..] or ['3', 'D', ..] } refusal => new Refused(refusal.MessageText),
        _ => new Away(Describe(failure)),
    };

    // The driver's own message around another failure says only that something failed while it read or wrote.
    private static string Describe(NpgsqlException failure) => failure switch
    {
        PostgresException said => said.MessageText,
        _ => FailureWords.Describe(failure.InnerException ?? failure),
    };

    /// <summary>Opens a connection that is not pooled, so that the server checks the login again.</summary>
    public static Task<DatabaseReach> ProbeLoginAsync(string connectionString, CancellationToken cancel) =>
        ProbeAsync(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString, cancel);

    /// <summary>The database failure that a failure is or wraps, in words; null if another part failed.</summary>
    public static string? ReasonBehind(Exception failure) =>
        FindDatabaseFailure(failure) is { } behind ? Describe(behind) : null;

    /// <summary>Whether a text is a connection string with at least a server and a database.</summary>
    public static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0, Database.Length: > 0, Port: > 0 and <= ushort.MaxValue };
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            return false;
        }
    }

    /// <summary>The server and database of a connection string, without secrets.</summary>
    public static string PlaceOf(string connectionString)
    {
        var place = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{place.Host}:{place.Port}/{place.Database}";
    }

    private static NpgsqlException? FindDatabaseFailure(Exception failure) =>
        failure as NpgsqlException ?? (failure.InnerException is { } inner ? FindDatabaseFailure(inner) : null);
}
