using System.Diagnostics;
using System.Text.Json;
using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Commands;

/// <summary>
/// One of the processes that share a range of seeds: runs its seeds one after another, and writes a line of JSON for each.
/// </summary>
internal static class Worker
{
    /// <summary>The word for a worker whose standard input closes when whoever started it is gone.</summary>
    public const string EndsWithItsParent = "ends-with-its-parent";

    /// <summary>Ends this process with its parent. A thread of its own waits, because the pool's only one runs the worlds.</summary>
    public static void EndWithParent() => new Thread(() =>
    {
        while (Console.In.Read() >= 0)
        {
        }

        Environment.Exit(1);
    })
    { IsBackground = true }.Start();

    public static async Task<int> RunAsync(int from, int below, int stride)
    {
        using var self = Process.GetCurrentProcess();
        var spent = self.TotalProcessorTime;
        for (var seed = from; seed < below; seed += stride)
        {
            var outcome = await WorldRun.RunAsync(PlanDrawing.Draw(seed));
            self.Refresh();
            var (before, now) = (spent, self.TotalProcessorTime);
            spent = now;
            Console.WriteLine(JsonSerializer.Serialize(new SeedResult(
                seed, outcome.Hash, [.. outcome.Violations.Select(violation => $"{violation.Sentence}: {violation.Fault}")],
                (now - before).TotalMilliseconds, outcome.Lasted.TotalSeconds)));
        }

        return 0;
    }
}

/// <summary>What a worker says of one seed.</summary>
/// <param name="Hash">The hash of its story.</param>
/// <param name="Faults">What the oracles found.</param>
/// <param name="Milliseconds">The processor time that it took.</param>
/// <param name="Seconds">How long it lasted in virtual time.</param>
internal sealed record SeedResult(int Seed, string Hash, IReadOnlyList<string> Faults, double Milliseconds, double Seconds);
