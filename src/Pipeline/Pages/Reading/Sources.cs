using Pipeline.Aws.DeadLetters;
using Pipeline.HealthSaga.Reading;
using Pipeline.Pages.Live;
using Pipeline.Projector.Reading;

namespace Pipeline.Pages.Reading;

/// <summary>What one page is made from. Each reading is shared with every other console that wants the same.</summary>
internal sealed class Sources(ConsoleReaders readers, Readings readings, Standing standing, DateTimeOffset now)
{
    /// <summary>Dead letters are held for a moment by whoever reads them, so they are read no more often.</summary>
    private static readonly TimeSpan LettersFor = TimeSpan.FromSeconds(15);

    /// <summary>When the page is made.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Whether what was read may not be what is.</summary>
    public bool IsAway => standing.IsAway;

    /// <summary>When the oldest part of it was read.</summary>
    public DateTimeOffset ReadAt { get; private set; } = now;

    public Task<FleetView> FleetAsync(CancellationToken cancel) => ReadAsync("fleet", async stop => new FleetView(
        await readers.Registry.AllAsync(stop), await readers.Health.SagasAsync(new SagaFilter(), stop), await readers.Health.FreezesAsync(stop)), cancel);

    public Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel) =>
        ReadAsync($"story {containerId}", stop => readers.Health.StoryAsync(containerId, stop), cancel);

    public Task<AnswersView> AnswersAsync(string service, CancellationToken cancel) =>
        ReadAsync($"answers {service}", stop => readers.Chronicle.AnswersAsync(service, stop), cancel);

    public Task<ZoneStandingView> ZoneAsync(CancellationToken cancel) => ReadAsync("zone", readers.Chronicle.ZoneAsync, cancel);

    /// <summary>What happened last in registry, zone and sagas, the newest first.</summary>
    /// <param name="streams">Only in these streams; null for all.</param>
    public Task<IReadOnlyList<HappeningView>> RecentAsync(IReadOnlyCollection<string>? streams, int count, CancellationToken cancel) => ReadAsync<IReadOnlyList<HappeningView>>(
        $"recent {count} {(streams is null ? "all" : string.Join(' ', streams))}",
        async stop =>
        [
            .. (await readers.Chronicle.RecentAsync(streams, count, stop))
                .Concat((await readers.Health.RecentAsync(streams, count, stop)).Select(one => new HappeningView(one.Moment.At, 0, one.ContainerId, "health", one.Moment.Kind, one.Moment.What)))
                .OrderByDescending(happened => happened.At).ThenByDescending(happened => happened.Sequence)
                .Take(count),
        ],
        cancel);

    /// <summary>The dead letters of the queue; null where there is no queue.</summary>
    /// <exception cref="DeadLettersUnreachableException">It cannot be read.</exception>
    public async Task<IReadOnlyList<DeadLetter>?> LettersAsync(CancellationToken cancel) => readers.DeadLetters is not { } open ? null : await ReadAsync(
        $"letters {Now.Ticks / LettersFor.Ticks}",
        async stop =>
        {
            using var letters = open();
            return await letters.ReadAsync(stop);
        },
        cancel);

    private async Task<T> ReadAsync<T>(string what, Func<CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        var known = await readings.ReadAsync(what, standing, read, cancel);
        if (known.ReadAt < ReadAt) ReadAt = known.ReadAt;
        return known.Value;
    }
}
