using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Console.Api.Snapshots;
using Pipeline.Console.Live;
using Pipeline.Core.Health;
using Pipeline.Core.Status;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Status;

namespace Pipeline.Console.Tests.Api;

public sealed class When_a_reading_fails
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Those_that_wait_go_on_waiting_and_the_last_state_says_that_it_is_old()
    {
        var registry = new Registry();
        var probe = new Probe();
        var watcher = new ChangeWatcher(probe, TimeProvider.System, NullLogger<ChangeWatcher>.Instance);
        using var feed = new SnapshotFeed(
            watcher,
            new(watcher, probe, TimeProvider.System),
            new(registry, null!, new NobodysHealth(), null!, null!, null!, null!, null!,
                new(new NobodyLeft(), new(new UnreadZone(), TimeProvider.System), "servicediscovery.internal"), null),
            TimeProvider.System,
            NullLogger<SnapshotFeed>.Instance);
        await watcher.StartAsync(CancellationToken.None);
        await feed.StartAsync(CancellationToken.None);
        var first = await feed.CurrentAsync(CancellationToken.None);
        feed.StaleSince.ShouldBeNull();
        var waiting = feed.NextAsync(first, Patience, CancellationToken.None);

        registry.Failure = new InvalidOperationException("a bug");
        probe.Version++;
        await Eventually.ThatAsync(() => feed.StaleSince is not null, "it is said to be old");
        waiting.IsCompleted.ShouldBeFalse();
        (await feed.CurrentAsync(CancellationToken.None)).ShouldBe(first);

        registry.Failure = null;
        probe.Version++;
        (await waiting).ShouldNotBe(first);
        await Eventually.ThatAsync(() => feed.StaleSince is null, "it is no longer old");
        await feed.StopAsync(CancellationToken.None);
        await watcher.StopAsync(CancellationToken.None);
    }

    private sealed class NobodyLeft : IEmptiedServices
    {
        public Task<IReadOnlyList<EmptiedService>> EmptiedServicesAsync(DateTimeOffset since, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<EmptiedService>>([]);
    }

    private sealed class UnreadZone : IZoneReader
    {
        public Task<SourceAnswer<ZoneFacts>> ReadZoneAsync(CancellationToken cancel) => Task.FromResult(SourceAnswer<ZoneFacts>.None);
    }

    private sealed class Probe : IChangeProbe
    {
        public int Version { get; set; }

        public Task<string> ReadVersionAsync(CancellationToken cancel) => Task.FromResult($"{Version}");

        public bool IsAway(Exception failure) => false;
    }

    private sealed class Registry : IRegistryReader
    {
        public Exception? Failure { get; set; }

        public Task<RegistryView> AllAsync(CancellationToken cancel) =>
            Failure is { } failure ? Task.FromException<RegistryView>(failure) : Task.FromResult(RegistryView.Empty);

        public Task<IReadOnlyList<ServiceView>> ServicesAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<InstanceView>> InstancesAsync(string? service, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<RefusalView>> RefusalsAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<HostView>> HostsAsync(CancellationToken cancel) => throw new NotSupportedException();
    }

    private sealed class NobodysHealth : IHealthReader
    {
        public Task<IReadOnlyList<SagaView>> SagasAsync(SagaFilter filter, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<SagaView>>([]);

        public Task<IReadOnlyList<CheckView>> ChecksAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> FreezesAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

        public Task<IReadOnlyList<SagaView>> FindAsync(string container, CancellationToken cancel) => throw new NotSupportedException();

        public Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel) => throw new NotSupportedException();

        public Task OrderAsync(string containerId, HealthTrigger order, CancellationToken cancel) => throw new NotSupportedException();
    }
}
