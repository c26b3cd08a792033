using System.Diagnostics;
using Npgsql;
using Pipeline.HealthSaga.Settings;
using Pipeline.History.Planning;
using Pipeline.History.Replay;
using Pipeline.History.Why;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// A replay of a whole history and the plan that follows, compared with reading the same events only; and the time that a <c>why</c> over
/// the history takes.
/// </summary>
internal static class ReplayingAndAsking
{
    private const int Asks = 300;
    private const int MemoryRuns = 7;
    private const double Mebibyte = 1 << 20;

    private static readonly int Events =
        int.TryParse(Environment.GetEnvironmentVariable("BENCH_EVENTS"), out var events) ? events : 1_000_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(RealPostgres postgres, bool replay, bool why)
    {
        await using var history = await AMillionEvents.CreateAsync(postgres, Events);
        var replayed = await ReplayAsync(history); // which also makes what is asked for
        var figures = new List<Figure>();
        if (replay) figures.AddRange([replayed, await MemoryAsync(postgres, history)]);
        if (why) figures.Add(await AskAsync(history));
        return figures;
    }

    private static async Task<Figure> ReplayAsync(AMillionEvents history)
    {
        await BareAsync(history); // the cache is warm for both
        var bare = await BareAsync(history);
        await history.ForgetAsync();
        await using var registry = new RegistryDatabase(history.Database, TimeProvider.System);
        var desk = registry.Desk(new ProjectorSettings { Domain = AMillionEvents.Domain }, Route53Budget.Standard);

        var watch = Stopwatch.StartNew();
        await desk.RebuildAsync(new Progress<RebuildProgress>(), CancellationToken.None);
        await desk.Planner(PlannedZone.Local($"local:{AMillionEvents.Domain}")).PlanAsync(CancellationToken.None);
        watch.Stop();

        var ratio = watch.Elapsed / bare;
        return new Figure(
            $"replay of {Events:N0} events into {history.Containers:N0} instances, and a plan",
            $"{watch.Elapsed.TotalSeconds:0.0} s",
            $"the same events read bare: {bare.TotalSeconds:0.0} s",
            ratio,
            "≤ 4 of it",
            ratio <= 4);
    }

    /// <summary>
    /// The command's peak memory, compared with the peak for as many instances of a shorter history. Each is the median of several runs,
    /// because the same history takes 190 to 310 MiB, depending on when the garbage collector runs.
    /// </summary>
    private static async Task<Figure> MemoryAsync(RealPostgres postgres, AMillionEvents history)
    {
        await using var shorter = await AMillionEvents.CreateAsync(postgres, Events / 2, history.Containers);
        var (whole, halved) = (new List<double>(), new List<double>());
        for (var run = 0; run < MemoryRuns; run++)
        {
            whole.Add(await MostMemoryAsync(history));
            halved.Add(await MostMemoryAsync(shorter));
        }

        var (all, half) = (Quantile.Of(whole, 0.5), Quantile.Of(halved, 0.5));
        return new Figure(
            "the command's most memory meanwhile",
            $"{all / Mebibyte:0} MiB",
            $"as many instances of half the events: {half / Mebibyte:0} MiB",
            all / half,
            "flat (≤ 1.2)",
            all / half <= 1.2);
    }

    private static async Task<double> MostMemoryAsync(AMillionEvents history)
    {
        await history.ForgetAsync();
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "pipeline.dll"), "replay", "--max-deletes", "1"];
        using var replay = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            Environment = { ["Pipeline__Database"] = history.Database },
        })!;
        var (most, said) = (0.0, replay.StandardOutput.ReadToEndAsync());
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!said.IsCompleted)
        {
            replay.Refresh();
            if (!replay.HasExited) most = Math.Max(most, replay.PeakWorkingSet64);
            await pause.WaitForNextTickAsync();
        }

        await replay.WaitForExitAsync();
        return replay.ExitCode == 0 ? most : throw new InvalidOperationException($"the replay ended with {replay.ExitCode}: {await said}");
    }

    private static async Task<TimeSpan> BareAsync(AMillionEvents history)
    {
        await using var connection = await history.OpenAsync();
        var watch = Stopwatch.StartNew();
        const string EventsInOrder = "select stream_id, version, type, data from pipeline.mt_events order by seq_id";
        await using var command = new NpgsqlCommand(EventsInOrder, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        var bytes = 0L;
        while (await reader.ReadAsync())
            bytes += reader.GetString(0).Length
                + reader.GetInt64(1)
                + reader.GetString(2).Length
                + reader.GetFieldValue<byte[]>(3).Length;
        GC.KeepAlive(bytes);
        return watch.Elapsed;
    }

    private static async Task<Figure> AskAsync(AMillionEvents history)
    {
        await using var health = new PostgresSagas(history.Database);
        await health.PrepareAsync(CancellationToken.None);
        await using var database = new RegistryDatabase(history.Database, TimeProvider.System);
        var registry = database.History(AMillionEvents.Domain);
        var settings = new HealthSettings { Domain = AMillionEvents.Domain };
        var reader = new WhyReader(registry, health.ReaderFor(settings, TimeProvider.System), AMillionEvents.Domain);

        var times = new List<double>();
        for (var ask = 0; ask < Asks + 20; ask++)
        {
            var container = Random.Shared.Next(history.Containers);
            var subject = (ask % 10) switch
            {
                0 => $"service-{container % 200}",
                1 => $"host-{container % 50}",
                2 => $"calc-{container}",
                _ => AMillionEvents.IdOf(container)[..12],
            };
            var watch = Stopwatch.StartNew();
            if ((await reader.WhyAsync(subject, null, CancellationToken.None)).Count == 0)
                throw new InvalidOperationException($"nothing is told of {subject}");
            if (ask >= 20) times.Add(watch.Elapsed.TotalMilliseconds);
        }

        var (p50, p99) = (Quantile.Of(times, 0.5), Quantile.Of(times, 0.99));
        return new Figure($"`why` over {Events:N0} events, p99", $"{p99:0} ms", $"p50: {p50:0} ms", p99 / p50, "≤ 200 ms", p99 <= 200);
    }
}
