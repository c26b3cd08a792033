using JasperFx;
using Marten.Exceptions;
using Npgsql;
using Pipeline.Contracts;
using Pipeline.Core.Storage;

namespace Pipeline.Store.Failures;

/// <summary>Translates failures of PostgreSQL and Marten into the exceptions of <c>Core.Storage</c>.</summary>
public static class PostgresFailures
{
    /// <summary>
    /// The classes of errors that data causes: a row that is twice in a statement, data exceptions, broken constraints, and what exceeds a
    /// limit of the server (https://www.postgresql.org/docs/current/errcodes-appendix.html).
    /// </summary>
    private static readonly string[] OfTheData = ["21", "22", "23", "54"];

    /// <summary>
    /// A missing table is waited for as an outage: a database may be restored, or made anew, below processes that run, until a person
    /// prepares it.
    /// </summary>
    private const string NoSchema =
        "the database has no schema of Pipeline, or an older version's: is it the right one? ./pipeline database prepare makes it";

    /// <summary>A conflict, data that cannot be stored, an unavailable store, or the failure itself.</summary>
    public static Exception Translate(Exception failure) =>
        failure is StoreConflictException or StoreUnavailableException or StoreRefusedException or StoreDataException ? failure
        : IsConflict(failure) ? new StoreConflictException(Describe(failure), failure)
        : IsOfTheData(failure) ? new StoreDataException(Describe(failure), failure)
        : IsUnavailable(failure) ? new StoreUnavailableException(Describe(failure), failure)
        : failure;

    /// <summary>Whether the failure is translated. A cancelled call is neither a conflict nor an unavailable store.</summary>
    public static bool IsKnown(Exception failure) => Translate(failure) != failure;

    /// <summary>What the server or the driver says. Marten's message around it is the whole SQL of the command.</summary>
    private static string Describe(Exception failure) => failure switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName
                or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction,
        } =>
            $"{FailureWords.Describe(failure)} ({NoSchema})",
        NpgsqlException => FailureWords.Describe(failure),
        { InnerException: { } inner } => Describe(inner),
        _ => FailureWords.Describe(failure),
    };

    /// <summary>Whether another writer appended to the stream, or stored the document, first.</summary>
    private static bool IsConflict(Exception failure) => failure switch
    {
        ConcurrencyException or DocumentAlreadyExistsException or ExistingStreamIdCollisionException => true,
        PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected,
        } => true,
        { InnerException: { } inner } => IsConflict(inner),
        _ => false,
    };

    private static bool IsOfTheData(Exception failure) => failure switch
    {
        PostgresException { SqlState: var state } => OfTheData.Contains(state[..2]),
        { InnerException: { } inner } => IsOfTheData(inner),
        _ => false,
    };

    private static bool IsUnavailable(Exception failure) => failure switch
    {
        // The server reports a call that its caller cancelled as one that was interrupted.
        OperationCanceledException => false,
        TimeoutException or IOException => true,

        // Only what a statement brings with it can make it fail for ever; whatever else the server refuses (it is read-only, its disk is
        // full, a lock is held, it shuts down, it lacks a right) passes, or a person mends it.
        NpgsqlException => true,
        { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };
}
