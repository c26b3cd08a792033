namespace Pipeline.Tests.RealParts.Runs;

/// <summary>
/// Finds the processes of a run: those that carry its mark in their environment, those that live in a container of an engine in its folder,
/// and all that either started. Programs that write their title over their environment are found by the last.
/// </summary>
internal static class RunProcesses
{
    /// <summary>The runs that any process carries the mark of.</summary>
    public static IReadOnlySet<RunId> MarkedRuns() => ProcessTable.All.Select(pid => RunId.TryParse(ProcessTable.Variable(pid, TestRun.Mark))).OfType<RunId>().ToHashSet();

    /// <summary>The processes of a run, without the one that asks.</summary>
    public static IReadOnlyList<int> Of(RunId run)
    {
        var parents = ProcessTable.All.Select(pid => (Pid: pid, Parent: ProcessTable.Parent(pid))).Where(entry => entry.Parent is not null).ToDictionary(entry => entry.Pid, entry => entry.Parent!.Value);
        var belong = parents.Keys.Where(pid => IsMarked(pid, run)).ToHashSet();
        while (parents.Where(entry => belong.Contains(entry.Value) && !belong.Contains(entry.Key)).Select(entry => entry.Key).ToList() is [_, ..] children)
            belong.UnionWith(children);

        belong.Remove(Environment.ProcessId);
        return [.. belong.Where(pid => ProcessTable.Stat(pid) is [not ("Z" or "X"), ..])];
    }

    private static bool IsMarked(int pid, RunId run) =>
        ProcessTable.Variable(pid, TestRun.Mark) == run.ToString()
        || ProcessTable.ForeignRoot(pid)?.Contains($"{TestRun.FolderOf(run)}/"["/tmp".Length..], StringComparison.Ordinal) is true;
}
