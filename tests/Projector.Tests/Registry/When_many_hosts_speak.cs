using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Consuming.Waiting;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Tests.Registry;

public sealed class When_many_hosts_speak
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_folded_in_its_order_and_by_one_lane_at_a_time()
    {
        var folding = new Recorded();
        await folding.StartAsync(Cancel);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(host => Task.Run(() => Task.WhenAll(
                Enumerable.Range(0, 200).Select(number => folding.FoldAsync(new Said($"host-{host}", number), Cancel))))))
            .WaitAsync(Deadline, TimeProvider.System, Cancel);

        folding.AtOnceOfOneHost.ShouldBe(1);
        folding.Done.GroupBy(said => said.Host)
            .ShouldAllBe(host => host.Select(said => said.Number).SequenceEqual(Enumerable.Range(0, 200)));
        folding.Done.Select(said => said.Host).Distinct().Count().ShouldBe(30);
        folding.Largest.ShouldBeInRange(2, 100);
        await folding.StopAsync(Cancel);
    }

    [Fact]
    public async Task One_whose_batch_takes_for_ever_keeps_nobody_back()
    {
        var folding = new Recorded { Stuck = "slow" };
        await folding.StartAsync(Cancel);

        var slow = folding.FoldAsync(new Said("slow", 1), Cancel);
        await folding.IsStuck.WaitAsync(Deadline, TimeProvider.System, Cancel);
        var behind = folding.FoldAsync(new Said("slow", 2), Cancel);
        foreach (var host in Enumerable.Range(0, 100))
            await folding.FoldAsync(new Said($"host-{host}", 1), Cancel).WaitAsync(Deadline, TimeProvider.System, Cancel);

        slow.IsCompleted.ShouldBeFalse();
        behind.IsCompleted.ShouldBeFalse();
        folding.Free.SetResult();
        await Task.WhenAll(slow, behind).WaitAsync(Deadline, TimeProvider.System, Cancel);
        await folding.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_bad_one_fails_alone_and_its_host_goes_on()
    {
        var folding = new Recorded { Bad = 7 };
        await folding.StartAsync(Cancel);

        var told = Enumerable.Range(0, 20).Select(number => folding.FoldAsync(new Said("host", number), Cancel)).ToList();
        await Should.ThrowAsync<InvalidOperationException>(told[7].WaitAsync(Deadline, TimeProvider.System, Cancel));
        await Task.WhenAll(told.Where((_, number) => number != 7)).WaitAsync(Deadline, TimeProvider.System, Cancel);

        await folding.FoldAsync(new Said("host", 20), Cancel).WaitAsync(Deadline, TimeProvider.System, Cancel);
        await folding.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_lone_one_waits_for_nobody()
    {
        // On a clock that stands still nothing that waits a while would ever come.
        var folding = new Recorded(new FakeTimeProvider());
        await folding.StartAsync(Cancel);

        for (var number = 0; number < 5; number++)
            await folding.FoldAsync(new Said("host", number), Cancel).WaitAsync(Deadline, TimeProvider.System, Cancel);

        folding.Largest.ShouldBe(1);
        await folding.StopAsync(Cancel);
    }

    private sealed record Said(string Host, int Number);

    private sealed class Recorded(TimeProvider? time = null) : Lanes<Said>(
        time ?? TimeProvider.System, Random.Shared, new WaitingMessages(TimeProvider.System, NullLogger<WaitingMessages>.Instance))
    {
        protected override string Queue => "said";

        private readonly ConcurrentDictionary<string, int> underway = new();
        private readonly TaskCompletionSource stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<Said> Done { get; } = new();

        public int AtOnceOfOneHost { get; private set; }

        public int Largest { get; private set; }

        public string? Stuck { get; init; }

        public int? Bad { get; init; }

        public Task IsStuck => stuck.Task;

        public TaskCompletionSource Free { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override string HostOf(Said item) => item.Host;

        protected override string Name(Said item) => $"{item.Number} of {item.Host}";

        protected override IEnumerable<Traced<Said>> InOrder(IEnumerable<Traced<Said>> items) => items;

        protected override async Task FoldAsync(IReadOnlyList<Traced<Said>> batch, CancellationToken cancel)
        {
            var hosts = batch.Select(said => said.Item.Host).Distinct().ToList();
            foreach (var host in hosts)
            {
                var atOnce = underway.AddOrUpdate(host, 1, (_, others) => others + 1);
                lock (Done) AtOnceOfOneHost = Math.Max(AtOnceOfOneHost, atOnce);
            }

            await Task.Yield();
            if (hosts.Contains(Stuck!))
            {
                stuck.TrySetResult();
                await Free.Task.WaitAsync(cancel);
            }

            foreach (var host in hosts) underway.AddOrUpdate(host, 0, (_, others) => others - 1);
            if (batch.Any(said => said.Item.Number == Bad)) throw new InvalidOperationException("it is bad");
            lock (Done) Largest = Math.Max(Largest, batch.Count);
            foreach (var said in batch) Done.Enqueue(said.Item);
        }
    }
}
