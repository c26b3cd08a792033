using System.Diagnostics;
using System.Text.Json;
using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Commands;

/// <summary>Runs the seeds of a worker, one after another, and writes a line of JSON for each.</summary>
internal static class SeedRange
{
    public static async Task RunAsync(int from, int count, int step)
    {
        for (var seed = from; seed < from + count; seed += step)
        {
            var started = Stopwatch.GetTimestamp();
            var outcome = await WorldRun.RunAsync(PlanDrawing.Draw(seed));
            Console.WriteLine(JsonSerializer.Serialize(new SeedResult(
                seed, outcome.Hash, outcome.Violations.Select(violation => $"{violation.Sentence}: {violation.Fault}").ToArray(),
                Stopwatch.GetElapsedTime(started).TotalMilliseconds, outcome.Lasted.TotalSeconds, outcome.Steps)));
        }
    }
}

/// <summary>What a worker says of one seed.</summary>
internal sealed record SeedResult(int Seed, string Hash, IReadOnlyList<string> Faults, double Milliseconds, double Lasted, long Steps);
