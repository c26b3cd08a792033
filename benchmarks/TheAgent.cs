using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// The host agent as the native executable that is deployed: its memory and the time to its first report, compared with the same agent run
/// by the .NET runtime.
/// </summary>
internal static class TheAgent
{
    private const int Events = 10_000;
    private const int Starts = 7;
    private const double Megabyte = 1e6;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var moto = new Moto();
        var aws = await moto.EndpointAsync();
        await StagedAgent.CreateTopicsAsync(aws);
        if (await AgentExecutable.PublishAsync("agent") is not { } executable) return [];
        var native = await MeasureAsync(aws, executable, []);
        var assembly = Path.Combine(AgentExecutable.Root, "src", "Producer", "bin", "Release", "net10.0", "Pipeline.Producer.dll");
        var run = await MeasureAsync(aws, "dotnet", [assembly]);
        return
        [
            Memory($"the agent's memory at rest with {StagedAgent.Containers} containers", native.AtRest, run.AtRest),
            Memory($"the agent's memory after {Events:N0} events", native.After, run.After),
            new(
                "the agent's start to its first report",
                $"{native.Soon:0} ms",
                $"run by the .NET runtime: {run.Soon:0} ms",
                native.Soon / run.Soon,
                "≤ 150 ms",
                native.Soon <= 150),
        ];
    }

    private static Figure Memory(string what, long ours, long run) => new(
        what,
        $"{ours / Megabyte:0.0} MB",
        $"run by the .NET runtime: {run / Megabyte:0.0} MB",
        (double)ours / run,
        "≤ 25 MB",
        ours <= 25 * Megabyte);

    private static async Task<(long AtRest, long After, double Soon)> MeasureAsync(Uri aws, string file, IReadOnlyList<string> arguments)
    {
        var soon = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            await using var once = await StagedAgent.StartAsync(aws, file, arguments);
            soon.Add(once.Soon.TotalMilliseconds);
        }

        await using var agent = await StagedAgent.StartAsync(aws, file, arguments);
        var rest = await agent.AtRestAsync();
        await agent.LiveThroughAsync(Events);
        return (rest, await agent.AtRestAsync(), Quantile.Of(soon, 0.5));
    }
}
