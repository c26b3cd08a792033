using Pipeline.Core.Storage;

namespace Pipeline.Commands;

/// <summary>Repeats a write of a command that another writer was faster than: it decides again on what that one wrote.</summary>
internal static class ConflictRetry
{
    private const int Attempts = 5;

    public static async Task RunAsync(Func<Task> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await write();
                return;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Another writer committed first.
            }
        }
    }
}
