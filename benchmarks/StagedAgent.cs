using System.Diagnostics;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Pipeline.Contracts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// One agent between SNS and an emulated engine, so that neither SNS nor the engine's containers affect the measurement.
/// </summary>
internal sealed class StagedAgent : IAsyncDisposable
{
    public const int Containers = 100;

    private static readonly TimeSpan Report = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly EmulatedEngine engine;
    private readonly WatchedSns sns;

    private StagedAgent(Process process, EmulatedEngine engine, WatchedSns sns, TimeSpan soon)
    {
        (this.process, this.engine, this.sns) = (process, engine, sns);
        Soon = soon;
    }

    /// <summary>From its start to its first report.</summary>
    public TimeSpan Soon { get; }

    /// <summary>Makes the topics that agents publish to.</summary>
    public static async Task CreateTopicsAsync(Uri aws)
    {
        using var sns = new AmazonSimpleNotificationServiceClient(
            new BasicAWSCredentials("testing", "testing"),
            new AmazonSimpleNotificationServiceConfig { ServiceURL = aws.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        foreach (var kind in (Type[])[typeof(ContainerStarted), typeof(HostReported)])
        {
            var topic = await sns.CreateTopicAsync(new() { Name = $"Pipeline_Contracts-{kind.Name}" });
            await sns.PublishAsync(new() { TopicArn = topic.TopicArn, Message = "warm" });
        }
    }

    /// <summary>Starts an agent and waits for its first report.</summary>
    public static async Task<StagedAgent> StartAsync(Uri aws, string file, IReadOnlyList<string> arguments)
    {
        var engine = await EmulatedEngine.StartAsync(Containers);
        var sns = await WatchedSns.StartAsync(aws);
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in Moto.Environment(sns.Endpoint)) start.Environment[name] = value;
        start.Environment["Pipeline__Engine"] = engine.Endpoint.OriginalString;
        start.Environment["Pipeline__HostId"] = "i-0123456789abcdef0";
        start.Environment["Pipeline__HostAddress"] = "10.0.1.5";
        start.Environment["Pipeline__ReportInterval"] = Report.ToString();
        start.Environment["Pipeline__TopicArn"] = "arn:aws:sns:us-east-1:123456789012";
        var begun = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var reported = await sns.Reported.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        return new(process, engine, sns, Stopwatch.GetElapsedTime(begun, reported));
    }

    /// <summary>Restarts containers, again and again, and waits until the agent looked at each.</summary>
    public async Task LiveThroughAsync(int events)
    {
        for (var i = 1; i <= events; i++)
        {
            engine.Restart(i % Containers);
            if (i % Containers == 0) await CatchUpAsync();
        }
    }

    /// <summary>What it holds in bytes, once that is the same from report to report.</summary>
    public async Task<long> AtRestAsync()
    {
        long last = 0, now;
        using var pause = new PeriodicTimer(Report);
        while (Math.Abs((now = Resident()) - last) > last * 0.01)
        {
            last = now;
            await pause.WaitForNextTickAsync();
        }

        return now;
    }

    public async ValueTask DisposeAsync()
    {
        await ShellCommand.RunAsync("kill", ["-TERM", process.Id.ToString()]);
        await process.WaitForExitAsync();
        process.Dispose();
        await engine.DisposeAsync();
        await sns.DisposeAsync();
    }

    /// <summary>Waits until every event so far led to a look.</summary>
    private async Task CatchUpAsync()
    {
        var last = -1L;
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (last != engine.Inspections)
        {
            last = engine.Inspections;
            await pause.WaitForNextTickAsync();
        }
    }

    private long Resident()
    {
        process.Refresh();
        return process.WorkingSet64;
    }
}
