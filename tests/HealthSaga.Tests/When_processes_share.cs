using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Tests;

public sealed class When_processes_share(RealPostgres postgres)
{
    private const int Shards = 16;

    private readonly ModelHost red = new("red", "127.0.0.1");

    [Fact]
    public async Task Each_has_its_fair_part_and_one_judges()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await HealthSagaUnderTest.StartAsync(database, prober: "first");
        first.Balancer.Judges.ShouldBeTrue();
        await Eventually.ThatAsync(() => first.Balancer.Shards.Count == Shards, "alone, it has all");

        await using var second = await HealthSagaUnderTest.StartAsync(database, prober: "second");

        await Eventually.ThatAsync(
            () => (first.Balancer.Shards.Count, second.Balancer.Shards.Count) == (Shards / 2, Shards / 2),
            "each has a half",
            TimeSpan.FromSeconds(60));
        first.Balancer.Shards.Intersect(second.Balancer.Shards).ShouldBeEmpty();
        (first.Balancer.Judges, second.Balancer.Judges).ShouldBe((true, false));
    }

    [Fact]
    public async Task Started_at_once_on_a_fresh_database_they_all_start()
    {
        var database = await postgres.CreateDatabaseAsync();

        var all = await Task.WhenAll(Enumerable.Range(1, 3).Select(i => HealthSagaUnderTest.StartAsync(database, prober: $"prober-{i}")));

        await Eventually.ThatAsync(
            () => all.Sum(saga => saga.Balancer.Shards.Count) == Shards && all.All(saga => saga.Balancer.Shards.Count <= 6),
            "they share",
            TimeSpan.FromSeconds(60));
        all.Count(saga => saga.Balancer.Judges).ShouldBe(1);
        foreach (var saga in all) await saga.DisposeAsync();
    }

    [Fact]
    public async Task What_one_leaves_behind_the_others_take_over()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var service = new WebService();
        await using var second = await HeldThenAsync(database, service.Port);

        await Eventually.ThatAsync(() => second.Balancer is { Judges: true, Shards.Count: Shards }, "it has all", TimeSpan.FromSeconds(60));
        var asked = service.Asked;
        await Eventually.ThatAsync(() => service.Asked > asked, "the container is looked at again", TimeSpan.FromSeconds(60));
    }

    /// <summary>A process that looks after a container is killed, and one that had shared with it is left.</summary>
    private static async Task<HealthSagaUnderTest> HeldThenAsync(string database, int port)
    {
        await using var first = await HealthSagaProcess.StartAsync(database);
        await first.RunAsync(port);
        var second = await HealthSagaUnderTest.StartAsync(database, prober: "second");
        await second.StandsAsync("c1", HealthState.Healthy);
        await first.KillAsync();
        return second;
    }

    [Fact]
    public async Task Each_container_is_looked_at_by_one_of_them()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await HealthSagaUnderTest.StartAsync(database, prober: "first");
        await using var second = await HealthSagaUnderTest.StartAsync(database, prober: "second");
        await Eventually.ThatAsync(
            () => first.Balancer.Shards.Count == second.Balancer.Shards.Count, "they share", TimeSpan.FromSeconds(60));
        await using var service = new WebService();

        await first.StateAsync(red.Reported([.. Enumerable.Range(0, 40).Select(i => red.Container($"c{i}", "calc", service.Port))]));

        await Eventually.ThatAsync(
            async () => (await first.Reader.SagasAsync(new(HealthState.Healthy), CancellationToken.None)).Count == 40,
            "all are healthy",
            TimeSpan.FromSeconds(60));
        var probers = new HashSet<string>();
        for (var i = 0; i < 40; i++)
            probers.UnionWith((await first.Reader.StoryAsync($"c{i}", CancellationToken.None))!.Timeline
                .Where(m => m.Kind == "ProbeHeard").Select(m => m.What.Split("checked by ")[1]));
        probers.ShouldBe(["first)", "second)"], ignoreOrder: true);
    }
}
