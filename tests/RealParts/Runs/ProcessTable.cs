using System.Globalization;

namespace Pipeline.Tests.RealParts.Runs;

/// <summary>Reads processes from <c>/proc</c>; nothing of one that ended, or that is another user's.</summary>
internal static class ProcessTable
{
    private const int ParentField = 1;

    public static IEnumerable<int> All =>
        from path in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);

    /// <summary>The fields of <c>/proc/PID/stat</c> behind the command's name.</summary>
    public static string[]? Stat(int pid) =>
        Read(pid, "stat") is { Length: > 0 } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    public static int? Parent(int pid) =>
        Stat(pid) is { } stat ? int.Parse(stat[ParentField], CultureInfo.InvariantCulture) : null;

    /// <summary>A variable of the environment that it was started with.</summary>
    public static string? Variable(int pid, string name) =>
        Read(pid, "environ")?.Split('\0')
            .FirstOrDefault(entry => entry.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>The line of <c>/proc/PID/mountinfo</c> that tells where its root lies; null where it is this process's own.</summary>
    public static string? ForeignRoot(int pid) =>
        Link(pid, "ns/mnt") is { } mounts && mounts != Link(Environment.ProcessId, "ns/mnt")
            ? Read(pid, "mountinfo")?.Split('\n').LastOrDefault(line => line.Split(' ') is [_, _, _, _, "/", ..])
            : null;

    /// <summary>Its name, and its command line where it has one.</summary>
    public static string Describe(int pid) =>
        Read(pid, "cmdline")?.Replace('\0', ' ').Trim() is { Length: > 0 } line ? $"{pid} {line}" : $"{pid}";

    /// <summary>Lets a process of a paused container run again: under cgroup v1 it could not even be killed.</summary>
    public static void Thaw(int pid)
    {
        var group = Read(pid, "cgroup")?.Split('\n').FirstOrDefault(line => line.Contains(":freezer:"))?.Split(':')[2];
        var state = $"/sys/fs/cgroup/freezer{group}/freezer.state";
        if (group is null or "/" || !File.Exists(state)) return;
        File.WriteAllText(state, "THAWED");
    }

    private static string? Read(int pid, string file) => Try(() => File.ReadAllText($"/proc/{pid}/{file}"));

    private static string? Link(int pid, string file) => Try(() => new FileInfo($"/proc/{pid}/{file}").LinkTarget);

    private static string? Try(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
