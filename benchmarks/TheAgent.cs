using System.Diagnostics;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Pipeline.Contracts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// The host agent as the native executable that is deployed: what it holds and how soon it speaks, beside the same agent run by the .NET
/// runtime. The engine only pretends, so that neither it nor its containers take part in what is measured.
/// </summary>
internal static class TheAgent
{
    private const int Containers = 100;
    private const int Events = 10_000;
    private const int Starts = 7;
    private const double Megabyte = 1e6;

    private static readonly TimeSpan Report = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var moto = new Moto();
        var aws = await moto.EndpointAsync();
        await CreateTopicsAsync(aws);
        if (await PublishAsync() is not { } executable) return [];
        var native = await MeasureAsync(aws, executable, []);
        var run = await MeasureAsync(aws, "dotnet", [Path.Combine(Root, "src", "Producer", "bin", "Release", "net10.0", "Pipeline.Producer.dll")]);
        return
        [
            Memory($"the agent's memory at rest with {Containers} containers", native.AtRest, run.AtRest),
            Memory($"the agent's memory after {Events:N0} events", native.After, run.After),
            new("the agent's start to its first report", $"{native.Soon:0} ms", $"run by the .NET runtime: {run.Soon:0} ms", native.Soon / run.Soon, "≤ 150 ms", native.Soon <= 150),
        ];
    }

    private static Figure Memory(string what, long ours, long run) =>
        new(what, $"{ours / Megabyte:0.0} MB", $"run by the .NET runtime: {run / Megabyte:0.0} MB", (double)ours / run, "≤ 25 MB", ours <= 25 * Megabyte);

    private static async Task<(long AtRest, long After, double Soon)> MeasureAsync(Uri aws, string file, IReadOnlyList<string> arguments)
    {
        var soon = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            await using var once = await StageAsync(aws, file, arguments);
            soon.Add(once.Soon);
        }

        await using var agent = await StageAsync(aws, file, arguments);
        var rest = await agent.AtRestAsync();
        for (var i = 1; i <= Events; i++)
        {
            agent.Engine.Restart(i % Containers);
            if (i % Containers == 0) await agent.CatchUpAsync();
        }

        return (rest, await agent.AtRestAsync(), Quantile.Of(soon, 0.5));
    }

    private static async Task<Stage> StageAsync(Uri aws, string file, IReadOnlyList<string> arguments)
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
        return new(process, engine, sns, Stopwatch.GetElapsedTime(begun, reported).TotalMilliseconds);
    }

    /// <returns>The executable; null where none can be made, which has been said.</returns>
    private static async Task<string?> PublishAsync()
    {
        var folder = Path.Combine(Root, "artifacts", "agent");
        using var publishing = Process.Start(Path.Combine(Root, "pipeline"), ["publish-agent", folder]);
        await publishing.WaitForExitAsync();
        return publishing.ExitCode == 0 ? Path.Combine(folder, "pipeline-producer") : null;
    }

    private static async Task CreateTopicsAsync(Uri aws)
    {
        using var sns = new AmazonSimpleNotificationServiceClient(
            new BasicAWSCredentials("testing", "testing"), new AmazonSimpleNotificationServiceConfig { ServiceURL = aws.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        foreach (var kind in (Type[])[typeof(ContainerStarted), typeof(HostReported)])
        {
            var topic = await sns.CreateTopicAsync(new() { Name = $"Pipeline_Contracts-{kind.Name}" });
            await sns.PublishAsync(new() { TopicArn = topic.TopicArn, Message = "warm" });
        }
    }

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Pipeline.sln"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    /// <summary>One agent between an engine and SNS.</summary>
    private sealed class Stage(Process process, EmulatedEngine engine, WatchedSns sns, double soon) : IAsyncDisposable
    {
        public EmulatedEngine Engine => engine;

        /// <summary>Milliseconds from its start to its first report.</summary>
        public double Soon => soon;

        /// <summary>Waits until every event so far led to a look.</summary>
        public async Task CatchUpAsync()
        {
            var last = -1L;
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (last != engine.Inspections)
            {
                last = engine.Inspections;
                await pause.WaitForNextTickAsync();
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

        private long Resident()
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }
}
