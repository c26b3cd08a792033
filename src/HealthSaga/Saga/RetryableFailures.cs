using Pipeline.Core.Storage;

namespace Pipeline.HealthSaga.Saga;

/// <summary>Which failures of a consumer pass when the message is consumed again. The bus may have wrapped them.</summary>
internal static class RetryableFailures
{
    public static bool IsConflict(Exception failure) => failure is StoreConflictException || (failure.InnerException is { } inner && IsConflict(inner));

    public static bool MayPass(Exception failure) =>
        StoreFailures.IsTransient(failure)
        || failure is OperationCanceledException or TimeoutException or IOException
        || (failure.InnerException is { } inner && MayPass(inner));
}
