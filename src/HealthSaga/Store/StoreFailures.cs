using JasperFx;
using Marten.Exceptions;
using Npgsql;

namespace Pipeline.HealthSaga.Store;

/// <summary>Tells what a failure of the store means: another writer was faster, the store is away, or it will fail every time.</summary>
internal static class StoreFailures
{
    /// <summary>Another writer was faster. What was decided must be decided again.</summary>
    public static bool IsConflict(Exception failure) => failure switch
    {
        ConcurrencyException or DocumentAlreadyExistsException or ExistingStreamIdCollisionException => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        { InnerException: { } inner } => IsConflict(inner),
        _ => false,
    };

    /// <summary>It may succeed when it is done again.</summary>
    public static bool MayPass(Exception failure) => IsConflict(failure) || failure switch
    {
        OperationCanceledException or TimeoutException or IOException => true,

        // Class 57P: the server shuts down, crashed, or does not accept connections yet.
        PostgresException { SqlState: var state } when state.StartsWith("57P", StringComparison.Ordinal) => true,
        NpgsqlException { IsTransient: true } => true,
        { InnerException: { } inner } => MayPass(inner),
        _ => false,
    };
}
