using Pipeline.Core.Health;
using Pipeline.Core.Vocabulary;
using Pipeline.History.Sagas;
using Pipeline.History.Status;
using Pipeline.Terminal;

namespace Pipeline.Drill;

/// <summary>Waits until the status of the pipeline says something.</summary>
/// <param name="open">Opens a reader. A new one reads again what an older one would share for a while.</param>
/// <param name="health">Reads the health of containers.</param>
/// <param name="time">The clock.</param>
internal sealed class StatusWatch(Func<IStatusReader> open, IHealthReader health, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly string Healthy = Word.Format(HealthState.Healthy);

    /// <summary>How long the pipeline may take for what it does by itself.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(4);

    /// <summary>Waits until the checks of all containers have passed, and nothing is wrong.</summary>
    public async Task IsCalmAsync(int containers, CancellationToken cancel)
    {
        await UntilAsync(
            async () =>
                (await health.SagasAsync(new SagaFilter(), cancel)).Count(saga => saga.State == Healthy) == containers ? this : null,
            "all containers pass their checks", LongestWait, cancel);
        await IsRightAsync(LongestWait, cancel);
    }

    /// <summary>Waits until nothing is wrong.</summary>
    public Task IsRightAsync(TimeSpan patience, CancellationToken cancel) => UntilAsync(
        async () => await open().ReadAsync(cancel) is { AllRight: true } right ? right : null, "all is right", patience, cancel);

    /// <summary>Waits until something of a kind is wrong.</summary>
    public Task<TroubleView> HasAsync(string kind, CancellationToken cancel) => UntilAsync(
        async () => (await open().ReadAsync(cancel)).Troubles.FirstOrDefault(trouble => trouble.Kind == kind), $"the status has {kind}",
        LongestWait, cancel);

    private async Task<T> UntilAsync<T>(Func<Task<T?>> look, string what, TimeSpan patience, CancellationToken cancel) where T : class
    {
        var since = time.GetTimestamp();
        while (true)
        {
            if (await look() is { } seen) return seen;
            if (patience != Timeout.InfiniteTimeSpan && time.GetElapsedTime(since) > patience)
                throw new CommandFailure($"the drill waited for {patience.TotalMinutes:0} minutes until {what}, in vain");
            await Task.Delay(Interval, time, cancel);
        }
    }
}
