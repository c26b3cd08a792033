using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;

namespace Pipeline.Tests.Simulation.Commands;

/// <summary>Runs a range of seeds in as many processes as there are processors, because a process runs one world at a time.</summary>
internal static class WorkerPool
{
    /// <summary>The results as they come, in no order. Whoever stops reading ends the workers.</summary>
    /// <param name="from">The first seed.</param>
    /// <param name="count">How many seeds.</param>
    /// <param name="mutant">The fault that is put back; null for none.</param>
    /// <param name="program">The executable; null for this one.</param>
    public static async IAsyncEnumerable<SeedResult> RunAsync(int from, int count, string? mutant = null, string? program = null)
    {
        var results = Channel.CreateUnbounded<SeedResult>();
        var workers = Enumerable.Range(0, Math.Min(count, Environment.ProcessorCount))
            .Select(index => Start(program ?? Environment.ProcessPath!, mutant, from + index, from + count, Environment.ProcessorCount))
            .ToArray();
        try
        {
            var reading = Task.WhenAll(workers.Select(worker => ReadAsync(worker, results.Writer)));
            _ = CompleteAsync(reading, results.Writer);
            await foreach (var result in results.Reader.ReadAllAsync()) yield return result;
        }
        finally
        {
            foreach (var worker in workers)
            {
                if (!worker.HasExited) worker.Kill();
                worker.Dispose();
            }
        }
    }

    private static Process Start(string program, string? mutant, params int[] arguments)
    {
        var start = new ProcessStartInfo(
            program, ["worker", .. arguments.Select(number => number.ToString(CultureInfo.InvariantCulture)), Worker.EndsWithItsParent])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (mutant is not null) start.Environment["PIPELINE_MUTANT"] = mutant;

        // Code is made writable without a second mapping, which costs a tenth of the time.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";

        // Code counts from its first call on how it is used. Otherwise what is called often is compiled once more before it counts, which
        // costs each worker ten seconds.
        start.Environment["DOTNET_TieredPGO_InstrumentOnlyHotCode"] = "0";
        return Process.Start(start)!;
    }

    private static async Task ReadAsync(Process worker, ChannelWriter<SeedResult> results)
    {
        while (await worker.StandardOutput.ReadLineAsync() is { } line)
            await results.WriteAsync(JsonSerializer.Deserialize<SeedResult>(line)!);
        await worker.WaitForExitAsync();
        if (worker.ExitCode != 0) throw new InvalidOperationException($"a worker ended with {worker.ExitCode}");
    }

    private static async Task CompleteAsync(Task reading, ChannelWriter<SeedResult> results)
    {
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        results.Complete(reading.Exception?.InnerException);
    }
}
