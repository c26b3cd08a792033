using System.Collections.Concurrent;
using System.Diagnostics;
using Pipeline.Tests.RealParts;
using WatchedEngine = Pipeline.Producer.Engines.Docker.DockerEngine;

namespace Pipeline.Benchmarks;

/// <summary>
/// The time from the engine's own start event to the answer over the wire. The baseline is the time that the engine takes to start a
/// container.
/// </summary>
internal static class RealEngine
{
    private const int WarmUps = 5;
    private const int Containers = 50;

    public static async Task<IReadOnlyList<Figure>> RunAsync(RealPostgres postgres)
    {
        await using var engine = await DockerEngine.StartAsync();
        await using var pipeline = await TheCommand.UpAsync(await postgres.CreateDatabaseAsync(), "--docker", engine.Endpoint.ToString());
        using var watched = new WatchedEngine(engine.Endpoint);
        var started = new ConcurrentDictionary<string, long>();
        using var watching = new CancellationTokenSource();
        var events = WatchAsync(watched, started, watching.Token);
        var dns = new AskingDns(pipeline.Dns);

        var (answers, starts) = (new List<double>(), new List<double>());
        for (var i = 0; i < WarmUps + Containers; i++)
        {
            var service = $"bench-{i}";
            var asked = Stopwatch.GetTimestamp();
            var run = engine.RunAsync("-e", $"SERVICE_8081_NAME={service}", "-p", "127.0.0.1::8081");
            while ((await dns.PortsAsync(service)).Count == 0) { }

            var answered = Stopwatch.GetTimestamp();
            var id = (await run).Trim();
            await Eventually.ThatAsync(() => started.ContainsKey(id), "the start event");
            if (i >= WarmUps)
            {
                answers.Add(Stopwatch.GetElapsedTime(started[id], answered).TotalMilliseconds);
                starts.Add(Stopwatch.GetElapsedTime(asked, started[id]).TotalMilliseconds);
            }

            await engine.DockerAsync("rm", "-f", id);
        }

        await watching.CancelAsync();
        await events.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return
        [
            Beyond("p50", 0.5, 100, answers, starts),
            Beyond("p99", 0.99, 400, answers, starts),
        ];
    }

    private static Figure Beyond(string name, double share, double aim, List<double> answers, List<double> starts)
    {
        var (ours, engine) = (Quantile.Of(answers, share), Quantile.Of(starts, share));
        return new Figure(
            $"engine's start event to DNS answer, {name}",
            $"{ours:0} ms",
            $"docker run to its start event: {engine:0} ms",
            ours / engine,
            $"≤ {aim:0} ms",
            ours <= aim);
    }

    private static async Task WatchAsync(WatchedEngine engine, ConcurrentDictionary<string, long> started, CancellationToken cancel)
    {
        var now = (await engine.DescribeAsync(cancel)).Clock;
        await foreach (var hint in engine.WatchAsync(now, cancel))
            if (hint.Action == "start")
                started.TryAdd(hint.ContainerId, Stopwatch.GetTimestamp());
    }
}
