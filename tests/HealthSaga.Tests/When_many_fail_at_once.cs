using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.HealthSaga.Tests;

public sealed class When_many_fail_at_once(RealPostgres postgres)
{
    private const int Containers = 200;

    private readonly ModelHost red = new("red", "127.0.0.1");

    [Fact]
    public async Task With_the_governor_off_all_are_condemned_and_none_is_lost()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(
            await postgres.CreateDatabaseAsync(), HealthSagaUnderTest.Quick with { Ttl = TimeSpan.FromHours(1) });
        await SickenAsync(saga);

        await Eventually.ThatAsync(
            () => saga.Said.OfType<ContainerCondemned>().Select(said => said.ContainerId).Distinct().Count() == Containers,
            "all are condemned",
            TimeSpan.FromSeconds(90));
        await Eventually.ThatAsync(
            async () => (await saga.Reader.SagasAsync(new(HealthState.Draining), CancellationToken.None)).Count == Containers,
            "all drain",
            TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task With_the_governor_on_it_is_frozen_and_nobody_is_condemned_until_it_thaws()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(await postgres.CreateDatabaseAsync(), governor: GovernorPolicy.Default);
        await SickenAsync(saga);

        await Eventually.ThatAsync(
            async () => (await saga.Reader.SagasAsync(new(HealthState.Spared), CancellationToken.None)).Count == Containers,
            "all are spared",
            TimeSpan.FromSeconds(90));
        (await saga.Reader.FreezesAsync(CancellationToken.None)).ShouldContain("most of everything fails at once");
        saga.Said.ShouldBeEmpty();

        await Task.WhenAll(Enumerable.Range(1, Containers - 1)
            .SelectMany(i => new[] { 10, 11 }, (i, second) => saga.Bus.Publish(Probe(i, second, passed: true))));
        await Eventually.ThatAsync(
            async () => (await saga.Reader.FreezesAsync(CancellationToken.None)).Count == 0, "it thaws", TimeSpan.FromSeconds(90));
        await Eventually.ThatAsync(
            () => saga.Said.OfType<ContainerCondemned>().Any(), "the one that still fails is condemned", TimeSpan.FromSeconds(90));
        saga.Said.OfType<ContainerCondemned>().Select(said => said.ContainerId).Distinct().ShouldBe(["c0"]);
    }

    [Fact]
    public async Task Results_for_one_container_that_come_all_at_once_all_count()
    {
        await using var saga = await HealthSagaUnderTest.StartAsync(
            await postgres.CreateDatabaseAsync(), HealthSagaUnderTest.Quick with { Failures = 1_000 });
        await saga.StateAsync(red.Started(ModelHost.Container("c0", red.Claim("calc", 1) with { CheckInterval = "3600" })));
        await saga.StandsAsync("c0", HealthState.Starting);
        await saga.Bus.Publish(Probe(0, 0, passed: true));
        await saga.StandsAsync("c0", HealthState.Healthy);

        // Written behind the bus's back as well, as another process would.
        await Task.WhenAll(Enumerable.Range(1, 50).Select(async second =>
        {
            await saga.Bus.Publish(Probe(0, second, passed: false));
            await WriteBesideAsync(saga);
        }));
        await saga.Bus.Publish(Probe(0, 100, passed: false));

        await Eventually.ThatAsync(
            async () => (await saga.Reader.StoryAsync("c0", CancellationToken.None))!.Timeline[^1].What.Contains("second 100"),
            "the last one is heard",
            TimeSpan.FromSeconds(90));
        var story = (await saga.Reader.StoryAsync("c0", CancellationToken.None))!;
        var failures = story.Timeline.Where(moment => moment.Kind == "ProbeHeard").Select(moment => moment.What)
            .Where(what => what.Contains("check failed")).ToList();
        failures.ShouldBeUnique();
        story.Ports.Single().Failures.ShouldBe(failures.Count);
    }

    private async Task SickenAsync(HealthSagaUnderTest saga)
    {
        await saga.StateAsync(red.Reported([.. Enumerable.Range(0, Containers).Select(
            i => ModelHost.Container($"c{i}", red.Claim("calc", 1_000 + i) with { CheckInterval = "3600" }))]));
        await Eventually.ThatAsync(
            async () => (await saga.Reader.SagasAsync(new(), CancellationToken.None)).Count == Containers,
            "all are looked after",
            TimeSpan.FromSeconds(90));
        await Task.WhenAll(Enumerable.Range(0, Containers).Select(i => saga.Bus.Publish(Probe(i, 0, passed: true))));
        await Eventually.ThatAsync(
            async () => (await saga.Reader.SagasAsync(new(HealthState.Healthy), CancellationToken.None)).Count == Containers,
            "all are healthy",
            TimeSpan.FromSeconds(90));
        for (var second = 1; second <= 3; second++)
        {
            var at = second;
            await Task.WhenAll(Enumerable.Range(0, Containers).Select(i => saga.Bus.Publish(Probe(i, at, passed: false))));
        }
    }

    /// <summary>A change that another process makes to the same saga.</summary>
    private static async Task WriteBesideAsync(HealthSagaUnderTest saga)
    {
        var other = (await saga.Store.Sagas.LoadAsync(SagaId.Of("c0"), CancellationToken.None))!;
        var known = other.Health!;
        var repeated = new HealthSignal.Runs(
            known.Host, known.Stamp with { Sequence = known.Stamp.Sequence + 1 }, known.Run, known.Name, known.Task, known.Watches, null);
        other.Take("c0", repeated, HealthSagaUnderTest.Quick with { Failures = 1_000 }, TimeProvider.System.GetUtcNow());
        try
        {
            await saga.Store.Sagas.SaveAsync([other], CancellationToken.None);
        }
        catch (StoreConflictException)
        {
            // The saga was faster.
        }
    }

    private static ContainerSignalled Probe(int container, int second, bool passed) => new(
        $"c{container}",
        new HealthSignal.Probed(ModelHost.Start, new ProbeResult(
            8081, passed, $"second {second}", DateTimeOffset.MaxValue.AddDays(-1).AddSeconds(second), TimeSpan.Zero, "prober-1")));
}
