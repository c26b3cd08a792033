using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// The API as a process of its own over 10,000 instances with a saga each: what one answer takes while they change, and what those cost
/// that wait while nothing does. A bare server is asked the same by turns.
/// </summary>
internal static class TheApi
{
    /// <summary>So many that each container's last event registers its instance.</summary>
    private const int Events = 86_000;
    private const int Instances = 10_000;
    private const int Looks = 1_500;
    private const double RatioWhenBusy = 1.5;
    private const int Watchers = 1_000;
    private const string OneService = "/v1/services/service-7/instances?healthy=true";
    private const string Everything = "/v1/sd/prometheus";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AtRest = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Figure>> RunAsync(RealPostgres postgres)
    {
        await using var history = await AMillionEvents.CreateAsync(postgres, Events, Instances);
        await history.RebuildAsync();
        await history.LookAfterAsync();
        await using var console = await ConsoleProcess.StartAsync(history.Database, "--api-requests", "100000/100000");
        if ((await console.Http.GetByteArrayAsync(Everything)).AsSpan().Count("\"targets\""u8) != Instances)
            throw new InvalidOperationException($"the API does not know {Instances:N0} instances");
        var one = await LookAsync(history.Database, console, OneService, Looks);
        var all = await LookAsync(history.Database, console, Everything, Looks / 5);
        var (waiting, bare) = await WaitAsync(console);
        return
        [
            OfLooks("one service of 10,000 instances while they change, p99", one, aim: 20),
            OfLooks("all 10,000 instances as targets of Prometheus while they change, p99", all, aim: null),
            new Figure(
                $"{Watchers:N0} that wait while nothing changes, cores",
                $"{waiting:0.000}",
                $"a bare server with as many: {bare:0.000}",
                bare > 0 ? waiting / bare : null,
                "≤ 0.1 core",
                waiting <= 0.1),
        ];
    }

    private static Figure OfLooks(string what, (List<double> Api, List<double> Bare, int Bytes) looks, double? aim)
    {
        var (api, bare) = (Quantile.Of(looks.Api, 0.99), Quantile.Of(looks.Bare, 0.99));
        return new(
            $"{what} ({looks.Bytes:N0} bytes)",
            $"{api:0.0} ms, median {Quantile.Of(looks.Api, 0.5):0.0} ms",
            $"the same bytes from a bare server: {bare:0.0} ms, median {Quantile.Of(looks.Bare, 0.5):0.0} ms",
            api / bare,
            aim is null ? "" : $"≤ {aim} ms, or {RatioWhenBusy} of it where the machine is busy",
            aim is null || api <= aim || api <= bare * RatioWhenBusy);
    }

    private static async Task<(List<double> Api, List<double> Bare, int Bytes)> LookAsync(
        string database, ConsoleProcess console, string path, int looks)
    {
        var bytes = await console.Http.GetByteArrayAsync(path);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, bytes);
        await using var bare = await BareServer.StartAsync(file);
        using var projector = await TheConsole.ProjectorAsync(database);
        using var stop = new CancellationTokenSource();
        var changing = TheConsole.ChangeAsync(projector, stop.Token);

        var (api, baseline) = (new List<double>(), new List<double>());
        using var pace = new PeriodicTimer(Pace);
        for (var look = -looks / 10; look < looks; look++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            var (ours, theirs) = (await TimeAsync(console.Http, path), await TimeAsync(bare.Http, "/"));
            if (look < 0) continue; // warms up
            api.Add(ours);
            baseline.Add(theirs);
        }

        await stop.CancelAsync();
        await changing;
        await projector.StopAsync();
        File.Delete(file);
        return (api, baseline, bytes.Length);
    }

    /// <summary>Half of the watchers are long polls of 30 s, half follow events.</summary>
    private static async Task<(double Api, double Bare)> WaitAsync(ConsoleProcess console)
    {
        var file = Path.GetTempFileName();
        await using var bare = await BareServer.StartAsync(file);
        using var end = new CancellationTokenSource();
        var following = new List<Task>();
        for (var number = 0; number < Watchers / 2; number++)
        {
            following.Add(PollAsync(console.Http, OneService, end.Token));
            following.Add(PollAsync(bare.Http, "/wait?", end.Token));
            following.Add(FollowAsync(console.Http, OneService, end.Token));
            following.Add(FollowAsync(bare.Http, "/events", end.Token));
        }

        await Task.Delay(Settling, TimeProvider.System);
        var (api, baseline, began) = (console.ProcessorTime, bare.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(AtRest, TimeProvider.System);
        var took = Stopwatch.GetElapsedTime(began);
        var cores = ((console.ProcessorTime - api) / took, (bare.ProcessorTime - baseline) / took);
        await end.CancelAsync();
        await Task.WhenAll(following);
        File.Delete(file);
        return cores;
    }

    private static async Task PollAsync(HttpClient http, string path, CancellationToken end)
    {
        EntityTagHeaderValue? known = null;
        try
        {
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}{(path.EndsWith('?') ? "" : "&")}wait=30s");
                if (known is not null) request.Headers.IfNoneMatch.Add(known);
                using var answer = await http.SendAsync(request, end);
                if (answer.StatusCode is not HttpStatusCode.NotModified) answer.EnsureSuccessStatusCode();
                known = answer.Headers.ETag;
            }
        }
        catch (OperationCanceledException)
        {
            // That is its end.
        }
    }

    private static async Task FollowAsync(HttpClient http, string path, CancellationToken end)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/event-stream" } } };
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end);
            await using var stream = await answer.Content.ReadAsStreamAsync(end);
            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer, end) > 0)
            {
            }
        }
        catch (OperationCanceledException)
        {
            // That is its end.
        }
    }

    private static async Task<double> TimeAsync(HttpClient http, string path)
    {
        var began = Stopwatch.GetTimestamp();
        await http.GetByteArrayAsync(path);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
