namespace Pipeline.Tests.RealParts.Runs;

/// <summary>Tells what of a run is there.</summary>
public static class RunParts
{
    /// <summary>A line for each process, mount and network bridge of a run, and one for its folder.</summary>
    public static IReadOnlyList<string> Of(RunId run)
    {
        var folder = TestRun.FolderOf(run);
        return
        [
            .. RunProcesses.Of(run).Select(pid => $"process {ProcessTable.Describe(pid)}"),
            .. MountsBelow(folder).Select(mount => $"mount {mount}"),
            .. BridgesOf(folder).Select(bridge => $"bridge {bridge}"),
            .. Directory.Exists(folder) ? [$"folder {folder}"] : (string[])[],
        ];
    }

    /// <summary>The innermost first.</summary>
    internal static IEnumerable<string> MountsBelow(string folder) =>
        File.ReadLines("/proc/mounts").Select(line => line.Split(' ')[1])
            .Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal)).Reverse();

    internal static IEnumerable<string> BridgesOf(string folder) => Directory.Exists(folder) ? DockerEngineBridge.NamedIn(folder) : [];
}
