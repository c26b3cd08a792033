using Microsoft.Extensions.Time.Testing;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Advances a fake clock for as long as an operation runs.</summary>
internal static class FakeTimeExtensions
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public static async Task<T> PassAsync<T>(this FakeTimeProvider time, Task<T> work)
    {
        while (!work.IsCompleted)
        {
            time.Advance(Step);
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
        }

        return await work;
    }
}
