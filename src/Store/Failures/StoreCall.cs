namespace Pipeline.Store.Failures;

/// <summary>
/// Runs the calls of the store: a failure is thrown as <see cref="PostgresFailures"/> translates it.
/// </summary>
internal static class StoreCall
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (PostgresFailures.IsKnown(failure))
        {
            throw PostgresFailures.Translate(failure);
        }
    }

    public static async Task RunAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (PostgresFailures.IsKnown(failure))
        {
            throw PostgresFailures.Translate(failure);
        }
    }
}
