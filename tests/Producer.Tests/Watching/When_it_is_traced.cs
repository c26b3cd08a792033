using System.Collections.Concurrent;
using System.Diagnostics;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Tests.RealParts;

namespace Pipeline.Producer.Tests.Watching;

public class When_it_is_traced
{
    [Fact]
    public async Task One_trace_leads_from_the_hint_over_the_inspection_to_the_publication()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await WatchedHost.StartAsync();

        var id = host.Engine.Run(SimulatedRun.Of("calc-1", "calc"));
        await host.AgreesAsync();

        var publication = await Eventually.GetAsync(() => Task.FromResult(Following(Following(Of(id, "container hint"), "container inspect"), "facts publish")), found => found is not null, "the publication's span");
        publication!.TraceId.ShouldBe(Of(id, "container hint")!.TraceId);

        Activity? Of(string container, string name) => ended.FirstOrDefault(one => one.OperationName == name && Equals(one.GetTagItem("container.id"), container));
        Activity? Following(Activity? cause, string name) => ended.FirstOrDefault(one => one.OperationName == name && one.ParentSpanId == cause?.SpanId);
    }
}
