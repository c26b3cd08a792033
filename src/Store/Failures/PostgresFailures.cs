using JasperFx;
using Marten.Exceptions;
using Npgsql;
using Pipeline.Core.Storage;

namespace Pipeline.Store.Failures;

/// <summary>Translates failures of PostgreSQL and Marten into the exceptions of <c>Core.Storage</c>.</summary>
public static class PostgresFailures
{
    /// <summary>Npgsql's list of codes has no name for it.</summary>
    private const string IdleInTransactionTimeout = "25P03";

    /// <summary>A conflict, an unavailable store, or the failure itself if a retry cannot succeed.</summary>
    public static Exception Translate(Exception failure) =>
        failure is StoreConflictException or StoreUnavailableException ? failure
        : IsConflict(failure) ? new StoreConflictException(failure.Message, failure)
        : IsUnavailable(failure) ? new StoreUnavailableException(failure.Message, failure)
        : failure;

    /// <summary>Whether the failure is translated. A cancelled call is neither a conflict nor an unavailable store.</summary>
    public static bool IsKnown(Exception failure) => Translate(failure) != failure;

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

    private static bool IsUnavailable(Exception failure) => failure switch
    {
        // The server reports a call that its caller cancelled as one that was interrupted.
        OperationCanceledException => false,
        TimeoutException or IOException => true,

        // What another process holds, or what this one kept waiting for too long, is there again soon.
        PostgresException
        {
            SqlState: PostgresErrorCodes.LockNotAvailable
                or IdleInTransactionTimeout
                or PostgresErrorCodes.QueryCanceled,
        } => true,

        // Class 57P: the server shuts down, crashed, or does not accept connections yet.
        // https://www.postgresql.org/docs/current/errcodes-appendix.html
        PostgresException { SqlState: var state } when state.StartsWith("57P", StringComparison.Ordinal) => true,
        NpgsqlException { IsTransient: true } => true,
        { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };
}
