using CsCheck;

namespace Pipeline.Clusters.Tests;

/// <summary>Whatever the order, however often, and whatever is lost: after a resync the registry is what ECS says.</summary>
public sealed class When_events_come_as_they_like
{
    private static readonly Gen<int[]> Moves = Gen.Int[0, 3].Array[1, 12];

    [Fact]
    public async Task Failure_65_the_last_word_is_that_of_the_highest_version() => await Gen.Select(Moves, Gen.Int[0, 1_000]).SampleAsync(
        async sample =>
        {
            var (moves, seed) = sample;
            await using var cluster = await ClusterUnderTest.StartAsync();
            Live(cluster, moves);
            var events = cluster.Ecs.Events.Concat(cluster.Ecs.Events).ToArray();
            new Random(seed).Shuffle(events);

            await cluster.DeliverAsync(events);

            cluster.Answers("calc").ShouldBe(Truth(cluster));
        },
        iter: 30, threads: 1);

    [Fact]
    public async Task What_is_lost_is_repaired_by_a_resync() => await Gen.Select(Moves, Gen.Int[0, 1_000]).SampleAsync(
        async sample =>
        {
            var (moves, seed) = sample;
            await using var cluster = await ClusterUnderTest.StartAsync();
            var random = new Random(seed);
            Live(cluster, moves);
            await cluster.DeliverAsync(cluster.Ecs.Events.Where(_ => random.Next(2) is 0));
            await cluster.ResyncAsync();
            Live(cluster, moves);
            await cluster.DeliverAsync(cluster.Ecs.Events.Where(_ => random.Next(2) is 0));

            await cluster.ResyncAsync();

            cluster.Answers("calc").ShouldBe(Truth(cluster));
        },
        iter: 30, threads: 1);

    /// <summary>0 and 1 start a task, 2 tells the oldest one to stop, 3 ends the oldest one.</summary>
    private static void Live(ClusterUnderTest cluster, int[] moves)
    {
        foreach (var move in moves)
        {
            var oldest = Running(cluster).FirstOrDefault().Id;
            if (move < 2) cluster.Run($"10.0.{started / 250}.{(started++ % 250) + 1}");
            else if (oldest is not null && move is 2) cluster.Ecs.BeginStop(oldest);
            else if (oldest is not null) cluster.Ecs.End(oldest);
        }
    }

    private static int started;

    private static IEnumerable<string> Truth(ClusterUnderTest cluster) =>
        Running(cluster).Select(task => $"{task.Address}:80/tcp").Order(StringComparer.Ordinal);

    private static IEnumerable<(string Id, string Address)> Running(ClusterUnderTest cluster) => cluster.Ecs.Tasks
        .Where(task => task is { DesiredStatus: "RUNNING", LastStatus: "RUNNING" })
        .OrderBy(task => task.CreatedAt).Select(task => (task.Id, task.Interface!.PrivateAddress));
}
