using Pipeline.Aws.DeadLetters;
using Pipeline.Console.Live;
using Pipeline.Core.Health;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Status;

namespace Pipeline.Console.Reading;

/// <summary>What one page, or one answer of the API, reads. Every reading is shared with the others that need it.</summary>
/// <param name="since">
/// Readings that began since then will do, although the database may have changed; null where only the present state does.
/// </param>
internal sealed class PageSources(
    ConsoleReaders readers, SharedReadings readings, SourceState state, DateTimeOffset now, DateTimeOffset? since = null)
{
    /// <summary>Reading dead letters hides them from others for a moment, so it is done no more often than this.</summary>
    private static readonly TimeSpan DeadLetterInterval = TimeSpan.FromSeconds(15);

    /// <summary>How far back the health of a service is drawn, in events.</summary>
    private const int HealthEventsRead = 2_000;

    /// <summary>How far back the containers of a service are known by name, in registrations and withdrawals.</summary>
    private const int InstanceEventsRead = 400;

    private readonly Lock turn = new();

    /// <summary>When the page is rendered.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>When the oldest of its readings began.</summary>
    public DateTimeOffset ReadAt { get; private set; } = now;

    /// <summary>The version of the database that it shows: an older one than the present where a reading was made lately.</summary>
    public long Version { get; private set; } = state.Version;

    public Task<FleetView> FleetAsync(CancellationToken cancel) => ReadAsync(
        "fleet",
        async stop =>
        {
            var registry = readers.Registry.AllAsync(stop);
            var sagas = readers.Health.SagasAsync(new SagaFilter(), stop);
            var freezes = readers.Health.FreezesAsync(stop);
            await Task.WhenAll(registry, sagas, freezes);
            return new FleetView(await registry, await sagas, await freezes);
        },
        cancel);

    /// <summary>The services: what is registered, what of it the zone holds, and which lost their last instance lately.</summary>
    public async Task<IReadOnlyList<ServiceView>> ServicesAsync(CancellationToken cancel)
    {
        var (fleet, held) = (FleetAsync(cancel), readers.Services.Zone.ReadAsync(since, cancel));
        var emptied = ReadAsync(
            "emptied services", stop => readers.Services.Emptied.EmptiedServicesAsync(Now - ServiceList.Remembered, stop), cancel);
        await Task.WhenAll(fleet, held, emptied);
        return new ServiceList
        {
            Domain = readers.Services.Domain,
            Registered = (await fleet).Registry.Services,
            Instances = (await fleet).Registry.Instances,
            Emptied = await emptied,
            Sagas = (await fleet).Sagas,
            Zone = await held,
        }.Join();
    }

    /// <summary>Whether everything is right. It is read although the database is away: that it is away is a part of the answer.</summary>
    public Task<StatusView> StatusAsync(CancellationToken cancel) => readers.Status.ReadAsync(since, cancel);

    /// <summary>Who owns which name.</summary>
    public Task<IReadOnlyList<NameView>> NamesAsync(CancellationToken cancel) => ReadAsync("names", readers.Names.NamesAsync, cancel);

    public Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel) =>
        ReadAsync($"story {containerId}", stop => readers.Health.StoryAsync(containerId, stop), cancel);

    public Task<IReadOnlyList<CheckView>> ChecksAsync(CancellationToken cancel) => ReadAsync("checks", readers.Health.ChecksAsync, cancel);

    public Task<AnswersView> AnswersAsync(string service, CancellationToken cancel) =>
        ReadAsync($"answers {service}", stop => readers.Chronicle.AnswersAsync(service, stop), cancel);

    /// <summary>The last changes of the health of a service's containers, the oldest first.</summary>
    public Task<IReadOnlyList<HealthStep>> HealthStepsAsync(string service, CancellationToken cancel) =>
        ReadAsync<IReadOnlyList<HealthStep>>(
            $"health {service}",
            async stop =>
            {
                var steps = new List<HealthStep>();
                await foreach (var recorded in readers.HealthHistory.ReadAsync(new(Service: service, Last: HealthEventsRead), stop))
                    if (recorded.Happened is StateChanged step) steps.Add(new(recorded.ContainerId, step.At, step.From, step.To));
                return steps;
            },
            cancel);

    /// <summary>The instances that were registered or withdrawn last for a service, whether they are still there or not.</summary>
    public Task<IReadOnlyList<PastInstance>> PastInstancesAsync(string service, CancellationToken cancel) =>
        ReadAsync<IReadOnlyList<PastInstance>>(
            $"past {service}",
            async stop =>
            {
                var recorded = await readers.History.OfServiceAsync(service, 0, long.MaxValue, InstanceEventsRead, stop);
                var past = recorded.AsEnumerable().Reverse()
                    .Select(one => (Id: one.Stream, Instance: PastInstance.Find(one.Happened)))
                    .Where(one => one.Instance is not null).DistinctBy(one => (one.Id, one.Instance!.At)).ToList();
                var names = await readers.History.ContainerNamesAsync([.. past.Select(one => one.Id).Distinct()], stop);
                return [.. past.Select(one => new PastInstance(one.Id, names.GetValueOrDefault(one.Id), one.Instance!))];
            },
            cancel);

    public Task<ZoneStandingView> ZoneAsync(CancellationToken cancel) => ReadAsync("zone", readers.Chronicle.ZoneAsync, cancel);

    /// <summary>The latest events of registry, zone and sagas, the newest first.</summary>
    public Task<IReadOnlyList<EventView>> RecentAsync(EventQuestion question, CancellationToken cancel) =>
        ReadAsync<IReadOnlyList<EventView>>(
        $"recent {question}",
        async stop =>
        {
            var events = new List<EventView>();
            await foreach (var view in readers.Events.ReadAsync(question, stop)) events.Add(view);
            return [.. events.AsEnumerable().Reverse()];
        },
        cancel);

    /// <summary>The services, containers and hosts that a name may mean.</summary>
    public Task<IReadOnlyList<Subject>> FindAsync(string name, CancellationToken cancel) =>
        ReadAsync($"find {name}", stop => readers.History.FindAsync(name, stop), cancel);

    /// <summary>The queue's dead letters; null when no queue is set.</summary>
    /// <exception cref="DeadLettersUnreachableException">The queue cannot be read.</exception>
    public async Task<IReadOnlyList<DeadLetter>?> DeadLettersAsync(CancellationToken cancel) => readers.DeadLetters is not { } queue
        ? null
        : await ReadAsync($"dead letters {Now.Ticks / DeadLetterInterval.Ticks} {queue.Redriven}", queue.ReadAsync, cancel);

    private async Task<T> ReadAsync<T>(string key, Func<CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        var reading = await readings.ReadAsync(key, state, since, read, cancel);
        lock (turn)
        {
            if (reading.ReadAt < ReadAt) ReadAt = reading.ReadAt;
            if (!state.IsAway) Version = Math.Min(Version, reading.Version);
        }

        return reading.Value;
    }
}
