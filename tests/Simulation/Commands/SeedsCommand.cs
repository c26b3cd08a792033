using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Tests.Simulation.Commands;

/// <summary>Runs many seeds and says which fail, and how to replay them.</summary>
internal static class SeedsCommand
{
    private const int ListedAtMost = 20;

    /// <summary>On a terminal, a line that is written over and over; elsewhere, as in a log, a line each so many worlds.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);
    private const int WorldsALine = 1_000;

    public static async Task<int> RunAsync(int from, int count)
    {
        var started = Stopwatch.GetTimestamp();
        var told = TimeSpan.Zero;
        var failed = new SortedDictionary<int, SeedResult>();
        var (done, spent) = (0, 0.0);
        await foreach (var result in WorkerPool.RunAsync(from, count))
        {
            done++;
            spent += result.Milliseconds;
            if (result.Faults.Count > 0)
            {
                failed[result.Seed] = result;
                if (Console.IsErrorRedirected) Console.Error.WriteLine($"seed {result.Seed}: {result.Faults[0]}");
            }

            var since = Stopwatch.GetElapsedTime(started);
            if (Console.IsErrorRedirected ? done % WorldsALine != 0 : since - told < ProgressEvery) continue;
            told = since;
            var progress = $"{done} of {count} worlds, {failed.Count} failed, {told.TotalSeconds:0} s";
            if (Console.IsErrorRedirected) Console.Error.WriteLine(progress);
            else Console.Error.Write($"\r{progress} ");
        }

        if (!Console.IsErrorRedirected) Console.Error.WriteLine();
        foreach (var (seed, result) in failed.Take(ListedAtMost))
        {
            var others = result.Faults.Count > 1 ? $" (and {result.Faults.Count - 1} more)" : "";
            Console.WriteLine($"seed {seed}: {result.Faults[0]}{others}");
            Console.WriteLine($"    ./pipeline simulate --seed {seed} --story");
        }

        if (failed.Count > ListedAtMost) Console.WriteLine($"and {failed.Count - ListedAtMost} more");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{done} worlds, {failed.Count} failed; {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, "
            + $"{spent / Math.Max(1, done):0} ms of processor time each"));
        return failed.Count == 0 && done == count ? 0 : 1;
    }
}
