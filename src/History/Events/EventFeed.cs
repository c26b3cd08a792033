using System.Runtime.CompilerServices;
using Pipeline.Core.Dns;
using Pipeline.Core.Storage;
using Pipeline.History.Words;

namespace Pipeline.History.Events;

/// <summary>Merges the recorded events of the registry and of the sagas.</summary>
public sealed class EventFeed(IRegistryHistory registry, IHealthHistory health, TimeProvider time) : IEventFeed
{
    /// <summary>The interval between two queries for new events.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A sequence is assigned before its transaction is committed, so a lower one may become visible after a higher one. Each query
    /// therefore starts this many sequences before the newest one.
    /// </summary>
    private const long Overlap = 1_000;

    /// <summary>For so many events names are looked up at once.</summary>
    private const int NamedAtOnce = 500;

    public async IAsyncEnumerable<EventView> ReadAsync(EventQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (ofRegistry, ofHealth) = (Registry(question, null, cancel), Health(question, null, cancel));
        if (question.Last is null)
        {
            await foreach (var view in MergeAsync(ofRegistry, ofHealth, cancel)) yield return view;
            yield break;
        }

        var newest = new Queue<EventView>();
        await foreach (var view in MergeAsync(ofRegistry, ofHealth, cancel))
        {
            newest.Enqueue(view);
            if (newest.Count > question.Last) newest.Dequeue();
        }

        foreach (var view in newest) yield return view;
    }

    public async IAsyncEnumerable<EventView> FollowAsync(EventQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (newestOfRegistry, newestOfHealth) = (await registry.NewestAsync(cancel), await health.NewestAsync(cancel));
        var seen = new SeenEvents(newestOfRegistry, newestOfHealth);
        var rest = question with { Since = null, Last = null };

        // The question decides how much of the recorded past is returned. An event that commits later is new, also with a lower sequence.
        await foreach (var view in ReadSinceAsync(rest, seen, cancel)) seen.Add(view);
        await foreach (var view in ReadAsync(question, cancel))
        {
            seen.Add(view);
            yield return view;
        }

        using var pace = new PeriodicTimer(Pace, time);
        while (await pace.WaitForNextTickAsync(cancel))
        {
            await foreach (var view in ReadSinceAsync(rest, seen, cancel))
                if (seen.Add(view)) yield return view;
        }
    }

    /// <summary>The newest events again, with the overlap in which late ones may appear.</summary>
    private IAsyncEnumerable<EventView> ReadSinceAsync(EventQuestion question, SeenEvents seen, CancellationToken cancel) =>
        MergeAsync(Registry(question, seen.Registry - Overlap, cancel), Health(question, seen.Health - Overlap, cancel), cancel);

    private async IAsyncEnumerable<EventView> Registry(
        EventQuestion question, long? after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var past = new HistoryQuestion(
            question.Service, question.Container, question.Host, question.Since, after, question.Last, question.Until,
            question.Before?.Registry);
        await foreach (var recorded in registry.ReadAsync(past, cancel))
            yield return new EventView(
                recorded.At,
                IsOfZone(recorded) ? "zone" : "registry",
                recorded.Sequence,
                EventNames.KindOf(recorded.Happened),
                SubjectOf(recorded.Stream),
                EventWords.Of(recorded.Happened),
                recorded.Trace);
    }

    private static bool IsOfZone(RecordedEvent recorded) => recorded.Happened is LedgerEvent
        || (recorded.Happened is UnknownEvent && recorded.Stream.StartsWith("zone/", StringComparison.Ordinal));

    private async IAsyncEnumerable<EventView> Health(
        EventQuestion question, long? after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var past = new HealthQuestion(
            question.Service, question.Container, question.Host, question.Since, after, question.Last, question.Until,
            question.Before?.Health);
        await foreach (var recorded in health.ReadAsync(past, cancel))
            if (recorded.What is { } what)
                yield return new EventView(
                    recorded.At,
                    "health",
                    recorded.Sequence,
                    EventNames.KindOf(recorded.Happened),
                    recorded.ContainerId,
                    what,
                    recorded.Trace);
    }

    /// <summary>The record of a ledger stream (<c>zone/Z1/calc.internal/SRV</c>); otherwise the stream itself (<c>host/red</c>).</summary>
    private static string SubjectOf(string stream) => stream.Split('/') is ["zone", _, .. var record] ? string.Join('/', record) : stream;

    /// <summary>Merges both in order of time, and names the containers.</summary>
    private async IAsyncEnumerable<EventView> MergeAsync(
        IAsyncEnumerable<EventView> one, IAsyncEnumerable<EventView> other, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var views in MergeUnnamedAsync(one, other, cancel).Chunk(NamedAtOnce).WithCancellation(cancel))
        {
            var names = await registry.ContainerNamesAsync(
                [.. views.Where(view => view.Room is not "zone").Select(view => view.Subject).Distinct()], cancel);
            foreach (var view in views) yield return view with { Name = names.GetValueOrDefault(view.Subject) };
        }
    }

    private static async IAsyncEnumerable<EventView> MergeUnnamedAsync(
        IAsyncEnumerable<EventView> one, IAsyncEnumerable<EventView> other, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var left = one.GetAsyncEnumerator(cancel);
        await using var right = other.GetAsyncEnumerator(cancel);
        var (hasLeft, hasRight) = (await left.MoveNextAsync(), await right.MoveNextAsync());
        while (hasLeft || hasRight)
        {
            if (hasLeft && (!hasRight || left.Current.At <= right.Current.At))
            {
                yield return left.Current;
                hasLeft = await left.MoveNextAsync();
            }
            else
            {
                yield return right.Current;
                hasRight = await right.MoveNextAsync();
            }
        }
    }

    /// <summary>The events that were returned already, as far back as they are queried again.</summary>
    /// <param name="registry">The newest sequence of the registry at the start.</param>
    /// <param name="health">The newest sequence of the sagas at the start.</param>
    private sealed class SeenEvents(long registry, long health)
    {
        private readonly HashSet<(bool OfHealth, long Sequence)> sequences = [];

        public long Registry { get; private set; } = registry;

        public long Health { get; private set; } = health;

        /// <returns>Whether the event was not seen before.</returns>
        public bool Add(EventView view)
        {
            var ofHealth = view.Room == "health";
            if (!sequences.Add((ofHealth, view.Sequence))) return false;
            if (ofHealth) Health = Math.Max(Health, view.Sequence);
            else Registry = Math.Max(Registry, view.Sequence);
            if (sequences.Count > 8 * Overlap)
                sequences.RemoveWhere(one => one.Sequence < (one.OfHealth ? Health : Registry) - (2 * Overlap));
            return true;
        }
    }
}
