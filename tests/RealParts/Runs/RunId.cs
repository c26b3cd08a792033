using System.Globalization;

namespace Pipeline.Tests.RealParts.Runs;

/// <summary>Identifies a test run by its runner: its process, and its start in ticks since boot, because process ids are reused.</summary>
public sealed record RunId(int Runner, ulong StartedAt)
{
    // Fields 3 and 22 of /proc/PID/stat (proc_pid_stat(5)), counted behind the command's name, which may contain anything.
    private const int StateField = 0, StartField = 19;

    /// <summary>The run whose runner is this process.</summary>
    public static RunId Own =>
        Of(Environment.ProcessId) ?? throw new InvalidOperationException("/proc does not tell when this process started");

    /// <summary>Whether the runner runs. One that ended and waits for its parent does not.</summary>
    public bool IsAlive => Of(Runner) == this;

    public static RunId? TryParse(string? text) =>
        text?.Split('-') is [var runner, var started]
        && int.TryParse(runner, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        && ulong.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new(pid, ticks)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Runner}-{StartedAt}");

    private static RunId? Of(int pid) => ProcessTable.Stat(pid) is { } stat && stat[StateField] is not ("Z" or "X")
        ? new(pid, ulong.Parse(stat[StartField], CultureInfo.InvariantCulture))
        : null;
}
