using Npgsql;

namespace Pipeline.Databases;

/// <summary>Whether a database can be used.</summary>
internal abstract record DatabaseReach
{
    public sealed record Reached : DatabaseReach;

    /// <summary>It cannot be reached now and may come back.</summary>
    public sealed record Away(string Reason) : DatabaseReach;

    /// <summary>It rejects this login or has no such database; retrying is pointless.</summary>
    public sealed record Refused(string Reason) : DatabaseReach;

    public static async Task<DatabaseReach> ProbeAsync(string connectionString, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancel);
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
        PostgresException other => new Away(other.MessageText),
        { InnerException: { } inner } => new Away(inner.Message),
        _ => new Away(failure.Message),
    };

    /// <summary>The database's failure that the event store may have wrapped; null when another part failed.</summary>
    public static NpgsqlException? FailureBehind(Exception failure) =>
        failure as NpgsqlException ?? (failure.InnerException is { } inner ? FailureBehind(inner) : null);

    /// <summary>The server and database of a connection string, without secrets.</summary>
    public static string PlaceOf(string connectionString)
    {
        var place = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{place.Host}:{place.Port}/{place.Database}";
    }
}
