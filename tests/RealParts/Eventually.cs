using System.Diagnostics;

namespace Pipeline.Tests.RealParts;

/// <summary>Waits for a condition, with a deadline: how a test meets a part that runs by itself.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    /// <summary>No measure of speed: the machine may be busy with all other tests.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks again and again until the answer satisfies, and returns it.</summary>
    /// <exception cref="TimeoutException">The deadline passed; the message holds the last answer or error.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Predicate<T> until, string what, TimeSpan? within = null)
    {
        var deadline = within ?? Patience;
        var watch = Stopwatch.StartNew();
        object? last = null;
        while (watch.Elapsed < deadline)
        {
            try
            {
                var answer = await ask();
                if (until(answer)) return answer;
                last = answer;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                last = failure;
            }

            await Task.Delay(Pace, TimeProvider.System);
        }

        throw new TimeoutException($"{what}: not within {deadline.TotalSeconds:0} s; last seen: {Describe(last)}");
    }

    public static Task ThatAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null) =>
        GetAsync(condition, met => met, what, within);

    public static Task ThatAsync(Func<bool> condition, string what, TimeSpan? within = null) =>
        GetAsync(() => Task.FromResult(condition()), met => met, what, within);

    private static string Describe(object? seen) => seen switch
    {
        null => "nothing",
        string text => text,
        IEnumerable<object> many => $"[{string.Join("; ", many)}]",
        _ => seen.ToString()!,
    };
}
