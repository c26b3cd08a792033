using System.Runtime.CompilerServices;
using Pipeline.Core.Health;
using Pipeline.History.Events;

namespace Pipeline.Tests.MemoryStore.Sagas;

internal sealed class MemoryHealthHistory(SagaTable table) : IHealthHistory
{
    public async IAsyncEnumerable<RecordedHealth> ReadAsync(HealthQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        var events = table.Events();
        var served = ContainersOf(events, happened => Watches(happened).Any(watch => watch.Service == question.Service));
        var hosted = ContainersOf(events, happened => happened is RunWatched run && run.Host == question.Host);
        var found = from one in events
                    let recorded = one.Recorded
                    where question.After is null || recorded.Sequence > question.After
                    where question.Before is null || recorded.Sequence < question.Before
                    where question.Since is null || one.At >= question.Since
                    where question.Until is null || one.At < question.Until
                    where question.Container is null || recorded.ContainerId == question.Container
                    where question.Service is null || served.Contains(recorded.ContainerId)
                    where question.Host is null || hosted.Contains(recorded.ContainerId)
                    select recorded;
        await Task.CompletedTask;
        foreach (var recorded in question.Last is { } last ? found.TakeLast(last) : found)
        {
            cancel.ThrowIfCancellationRequested();
            yield return recorded;
        }
    }

    public Task<long> NewestAsync(CancellationToken cancel) => Task.FromResult((long)table.Events().Count);

    private static IEnumerable<Watch> Watches(object happened) => happened switch
    {
        RunWatched run => run.Watches,
        WatchesChanged changed => changed.Watches,
        _ => [],
    };

    private static HashSet<string> ContainersOf(
        IEnumerable<(RecordedHealth Recorded, DateTimeOffset At)> events, Func<object, bool> matches) =>
        [.. events.Select(one => one.Recorded).Where(recorded => matches(recorded.Happened)).Select(recorded => recorded.ContainerId)];
}
