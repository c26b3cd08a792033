using System.Globalization;

namespace Pipeline.Tests.RealParts.Runs;

/// <summary>
/// Removes what a run left behind: its processes, mounts and network bridges, and its folder. Nothing of a living run is touched.
/// </summary>
public static class RunSweeper
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KilledWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestSweep = TimeSpan.FromMinutes(2);

    /// <summary>Sweeps each run whose runner no longer runs.</summary>
    public static async Task SweepDeadAsync()
    {
        using var turn = await TakeTurnAsync();
        foreach (var run in Known().Where(run => !run.IsAlive)) await RemoveAsync(run);
    }

    /// <summary>Sweeps one run, whether its runner runs or not.</summary>
    public static async Task SweepAsync(RunId run)
    {
        using var turn = await TakeTurnAsync();
        await RemoveAsync(run);
    }

    private static IEnumerable<RunId> Known() =>
        Directory.EnumerateDirectories(TestRun.Root).Select(Path.GetFileName).Select(RunId.TryParse).OfType<RunId>()
            .Union(RunProcesses.MarkedRuns());

    private static async Task RemoveAsync(RunId run)
    {
        await EndProcessesAsync(run);
        var folder = TestRun.FolderOf(run);
        if (!Directory.Exists(folder)) return;
        foreach (var mount in RunParts.MountsBelow(folder).ToList()) await TryAsync("umount", "-l", mount);
        foreach (var bridge in RunParts.BridgesOf(folder).ToList()) await TryAsync("ip", "link", "del", bridge);
        await TryAsync("rm", "-rf", "--one-file-system", folder);
    }

    /// <summary>Asks first: a Docker engine then ends its containers, and PostgreSQL gives its shared memory back.</summary>
    private static async Task EndProcessesAsync(RunId run)
    {
        await SignalAsync("TERM", RunProcesses.Of(run));
        if (await IsMetAsync(GoneAsync, EndsWithin) || await IsMetAsync(KilledAsync, KilledWithin)) return;
        await Console.Error.WriteLineAsync(
            $"test run {run} left what cannot be ended: {string.Join("; ", RunProcesses.Of(run).Select(ProcessTable.Describe))}");

        Task<bool> GoneAsync() => Task.FromResult(RunProcesses.Of(run) is []);

        // What they start before they end is found by the next look.
        async Task<bool> KilledAsync()
        {
            var left = RunProcesses.Of(run);
            await SignalAsync("KILL", left);
            return left is [];
        }
    }

    private static async Task<bool> IsMetAsync(Func<Task<bool>> condition, TimeSpan within)
    {
        try
        {
            await Eventually.ThatAsync(condition, "no process of the run is left", within);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task SignalAsync(string signal, IReadOnlyList<int> processes)
    {
        if (processes is []) return;
        await TryAsync("kill", [$"-{signal}", .. processes.Select(pid => pid.ToString(CultureInfo.InvariantCulture))]);
        foreach (var pid in processes) ProcessTable.Thaw(pid);
    }

    /// <summary>What cannot be removed belongs to another user, or is gone meanwhile.</summary>
    private static async Task TryAsync(string file, params IEnumerable<string> arguments)
    {
        try
        {
            await ShellCommand.RunAsync(file, arguments);
        }
        catch (InvalidOperationException)
        {
        }
    }

    /// <summary>Sweeps one at a time: a run that begins waits until the watchdog of the last one has swept.</summary>
    private static async Task<FileStream> TakeTurnAsync()
    {
        const UnixFileMode everybody = (UnixFileMode)0b111_111_111;
        if (!Directory.Exists(TestRun.Root))
            File.SetUnixFileMode(Directory.CreateDirectory(TestRun.Root).FullName, everybody | UnixFileMode.StickyBit);
        return await Eventually.GetAsync(LockAsync, _ => true, "no other sweep of test runs", LongestSweep);

        static Task<FileStream> LockAsync() =>
            Task.FromResult(new FileStream($"{TestRun.Root}/sweep.lock", FileMode.OpenOrCreate, FileAccess.Read, FileShare.None));
    }
}
