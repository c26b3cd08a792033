using Pipeline.Aws.DeadLetters;
using Pipeline.Console.Live;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.Console.Reading;

/// <summary>What one page is made from. Each reading is shared with every other console that wants the same.</summary>
internal sealed class Sources(ConsoleReaders readers, Readings readings, Standing standing, DateTimeOffset now)
{
    /// <summary>Dead letters are held for a moment by whoever reads them, so they are read no more often.</summary>
    private static readonly TimeSpan LettersFor = TimeSpan.FromSeconds(15);

    private readonly Lock turn = new();

    /// <summary>When the page is made.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Whether what was read may not be what is.</summary>
    public bool IsAway => standing.IsAway;

    /// <summary>When the oldest part of it was read.</summary>
    public DateTimeOffset ReadAt { get; private set; } = now;

    public Task<FleetView> FleetAsync(CancellationToken cancel) => ReadAsync(
        "fleet",
        async stop =>
        {
            var (registry, sagas, freezes) = (readers.Registry.AllAsync(stop), readers.Health.SagasAsync(new SagaFilter(), stop), readers.Health.FreezesAsync(stop));
            await Task.WhenAll(registry, sagas, freezes);
            return new FleetView(await registry, await sagas, await freezes);
        },
        cancel);

    public Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel) =>
        ReadAsync($"story {containerId}", stop => readers.Health.StoryAsync(containerId, stop), cancel);

    public Task<AnswersView> AnswersAsync(string service, CancellationToken cancel) =>
        ReadAsync($"answers {service}", stop => readers.Chronicle.AnswersAsync(service, stop), cancel);

    public Task<ZoneStandingView> ZoneAsync(CancellationToken cancel) => ReadAsync("zone", readers.Chronicle.ZoneAsync, cancel);

    /// <summary>What happened last in registry, zone and sagas, the newest first.</summary>
    public Task<IReadOnlyList<EventView>> RecentAsync(EventQuestion question, CancellationToken cancel) => ReadAsync<IReadOnlyList<EventView>>(
        $"recent {question}",
        async stop =>
        {
            var events = new List<EventView>();
            await foreach (var happened in readers.Events.ReadAsync(question, stop)) events.Add(happened);
            return [.. events.AsEnumerable().Reverse()];
        },
        cancel);

    /// <summary>What a person may mean by a name.</summary>
    public Task<IReadOnlyList<Subject>> FindAsync(string name, CancellationToken cancel) => ReadAsync($"find {name}", stop => readers.History.FindAsync(name, stop), cancel);

    /// <summary>The dead letters of the queue; null where there is no queue.</summary>
    /// <exception cref="DeadLettersUnreachableException">It cannot be read.</exception>
    public async Task<IReadOnlyList<DeadLetter>?> LettersAsync(CancellationToken cancel) => readers.DeadLetters is not { } desk ? null : await ReadAsync(
        $"letters {Now.Ticks / LettersFor.Ticks} {desk.Redriven}",
        desk.ReadAsync,
        cancel);

    private async Task<T> ReadAsync<T>(string what, Func<CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        var known = await readings.ReadAsync(what, standing, read, cancel);
        lock (turn)
            if (known.ReadAt < ReadAt) ReadAt = known.ReadAt;
        return known.Value;
    }
}
