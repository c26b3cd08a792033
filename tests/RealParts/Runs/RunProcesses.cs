namespace Pipeline.Tests.RealParts.Runs;

/// <summary>
/// Finds the processes of a run: those that carry its mark in their environment, those that live in a container of an engine in its folder,
/// and all that either started. Programs that write their title over their environment are found by the last.
/// </summary>
internal static class RunProcesses
{
    /// <summary>The runs that any process carries the mark of.</summary>
    public static IReadOnlySet<RunId> MarkedRuns() =>
        ProcessTable.All.Select(pid => RunId.TryParse(ProcessTable.Variable(pid, TestRun.Mark))).OfType<RunId>().ToHashSet();

    /// <summary>The processes of a run, without the one that asks.</summary>
    public static IReadOnlyList<int> Of(RunId run)
    {
        var children = ProcessTable.All.ToLookup(pid => ProcessTable.Parent(pid) ?? 0);
        var found = new HashSet<int>();
        foreach (var pid in children.SelectMany(siblings => siblings).Where(pid => IsMarked(pid, run))) Add(pid);
        found.Remove(Environment.ProcessId);
        return [.. found.Where(pid => ProcessTable.Stat(pid) is [not ("Z" or "X"), ..])];

        void Add(int pid)
        {
            if (!found.Add(pid)) return;
            foreach (var child in children[pid]) Add(child);
        }
    }

    private static bool IsMarked(int pid, RunId run) =>
        ProcessTable.Variable(pid, TestRun.Mark) == run.ToString()
        || ProcessTable.ForeignRoot(pid)?.Contains($"{TestRun.FolderOf(run)}/"["/tmp".Length..], StringComparison.Ordinal) is true;
}
