using JasperFx;
using Npgsql;

namespace Pipeline.Projector.Facts;

/// <summary>Tells a failure that passes (a database that restarts, a faster writer) from one that will happen every time.</summary>
internal static class Failures
{
    public static bool MayPass(Exception failure) => failure switch
    {
        OperationCanceledException or ConcurrencyException or TimeoutException or IOException => true,
        PostgresException { SqlState: var kind } when kind.StartsWith("57P", StringComparison.Ordinal) => true,
        NpgsqlException { IsTransient: true } => true,
        { InnerException: { } inner } => MayPass(inner),
        _ => false,
    };
}
