using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.History.Events;

namespace Pipeline.History.Tests.Events;

/// <summary>Sequences are given before a transaction commits, so that a lower one may appear after a higher one.</summary>
public sealed class When_events_are_followed
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Start);
    private readonly Recorded recorded = new();

    [Fact]
    public async Task One_that_commits_late_with_a_lower_sequence_is_shown_once()
    {
        recorded.Add(1);
        recorded.Add(5);
        await using var shown = new EventFeed(recorded, recorded, time).FollowAsync(new(), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        (await NextAsync(shown), await NextAsync(shown)).ShouldBe((1, 5));

        recorded.Add(3);
        (await NextAsync(shown)).ShouldBe(3);

        recorded.Add(6);
        (await NextAsync(shown)).ShouldBe(6);
    }

    [Fact]
    public async Task Those_before_the_last_that_are_asked_for_are_not_shown()
    {
        foreach (var sequence in Enumerable.Range(1, 9)) recorded.Add(sequence);
        await using var shown = new EventFeed(recorded, recorded, time).FollowAsync(new(Last: 2), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        (await NextAsync(shown), await NextAsync(shown)).ShouldBe((8, 9));
        recorded.Add(10);
        (await NextAsync(shown)).ShouldBe(10);
    }

    private async Task<long> NextAsync(IAsyncEnumerator<EventView> shown)
    {
        var next = shown.MoveNextAsync().AsTask();
        await Eventually.ThatAsync(
            () =>
            {
                if (!next.IsCompleted) time.Advance(TimeSpan.FromSeconds(1));
                return next.IsCompleted;
            },
            "the next event is shown");
        (await next).ShouldBeTrue();
        return shown.Current.Sequence;
    }

    /// <summary>A history of one host's events, and of no saga.</summary>
    private sealed class Recorded : IRegistryHistory, IHealthHistory
    {
        private readonly Lock gate = new();
        private readonly SortedSet<long> sequences = [];

        public void Add(long sequence)
        {
            lock (gate) sequences.Add(sequence);
        }

        public async IAsyncEnumerable<RecordedEvent> ReadAsync(HistoryQuestion question, [EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.Yield();
            long[] matching;
            lock (gate) matching = [.. sequences.Where(sequence => !(sequence <= question.After))];
            foreach (var sequence in matching.TakeLast(question.Last ?? int.MaxValue))
                yield return new(sequence, "host/red", new HostReturned(Start), Start.AddSeconds(sequence), null, null, null, []);
        }

        public Task<long> NewestAsync(CancellationToken cancel)
        {
            lock (gate) return Task.FromResult(sequences.Max);
        }

        async IAsyncEnumerable<RecordedHealth> IHealthHistory.ReadAsync(
            HealthQuestion question, [EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.Yield();
            yield break;
        }

        Task<long> IHealthHistory.NewestAsync(CancellationToken cancel) => Task.FromResult(0L);

        public Task<IReadOnlyList<Subject>> FindAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> RecordsAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

        public Task<IReadOnlyList<RecordedEvent>> AfterAsync(string stream, long afterSequence, int limit, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<RecordedEvent>> EndAsync(string stream, DateTimeOffset? at, int limit, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<RecordedEvent>> OfServiceAsync(
            string service, long afterSequence, long uptoSequence, int limit, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<IReadOnlyDictionary<string, string>> ContainerNamesAsync(IReadOnlyCollection<string> ids, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

        public Task<IReadOnlyList<EmptiedService>> EmptiedServicesAsync(DateTimeOffset since, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<Doubtful>> DoubtsOfServiceAsync(string service, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<(IReadOnlyList<Instance> Instances, bool IsHost)> InstancesOfServiceAsync(string service, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<RefusedClaim>> RefusalsOfNameAsync(string owned, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}
