using System.Collections.Concurrent;
using System.Diagnostics;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer.Tests.Watching;

public class When_it_is_traced
{
    [Fact]
    public async Task One_trace_leads_from_the_hint_over_the_inspection_to_the_publication()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ProducerTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await WatchedHost.StartAsync();

        var id = host.Engine.Run(SimulatedRun.Of("calc-1", "calc"));
        await host.AgreesAsync();

        // An engine hints more than once at a start; which hint's look saw it run, is the moment's.
        var publication = await Eventually.GetAsync(
            () => Task.FromResult(Publications().FirstOrDefault()), found => found is not null, "the publication's span");
        Hints().Select(hint => hint.TraceId).ShouldContain(publication!.TraceId);

        IEnumerable<Activity> Publications() => Hints()
            .SelectMany(hint => After(hint, "container inspect"))
            .SelectMany(look => After(look, "facts publish"));
        IEnumerable<Activity> Hints() =>
            ended.Where(one => one.OperationName == "container hint" && Equals(one.GetTagItem("container.id"), id));
        IEnumerable<Activity> After(Activity cause, string name) =>
            ended.Where(one => one.OperationName == name && one.ParentSpanId == cause.SpanId);
    }
}
