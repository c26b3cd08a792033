using Pipeline.Contracts;
using Pipeline.Producer.Outbox.Sns;
using Pipeline.Tests.Facts;

namespace Pipeline.Producer.Tests.Support;

/// <summary>Facts for buses to carry.</summary>
internal static class SentFacts
{
    /// <summary>The process that sends them.</summary>
    public static SendingProcess Sender { get; } = new("pipeline-producer", "1.2.3", "machine", 42, "10.0.0", "Linux");

    /// <summary>One of each kind, from a host of its own.</summary>
    public static IReadOnlyList<IHostFact> OneOfEach(string host = "i-0123456789abcdef0")
    {
        var model = new ModelHost(host, "10.0.1.5");
        var container = model.Container("c1", "calc", 32768);
        return
        [
            model.Started(container),
            model.Stopping("c1"),
            model.Paused("c1"),
            model.Stopped("c1"),
            model.Reported(container),
            model.Left(),
        ];
    }

    public static IReadOnlyList<IHostFact> Started(int count, string host = "i-0123456789abcdef0")
    {
        var model = new ModelHost(host, "10.0.1.5");
        return [.. Enumerable.Range(0, count).Select(i => model.Started(model.Container($"c{i}", "calc", 32768 + i)))];
    }

    /// <summary>A fact that is longer than SNS takes.</summary>
    public static ContainerStarted Huge()
    {
        var model = new ModelHost("i-0123456789abcdef0", "10.0.1.5", epoch: 2);
        var claims = Enumerable.Range(0, 4_000).Select(i => model.Claim($"service-{i}", 30000 + i));
        return model.Started(ModelHost.Container("huge", [.. claims]));
    }
}
