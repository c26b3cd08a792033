using System.Globalization;

namespace Pipeline.Postgres.Servers;

/// <summary>A server process, read from <c>postmaster.pid</c> (PostgreSQL's <c>pidfile.h</c>).</summary>
/// <param name="Pid">The process.</param>
/// <param name="Port">The TCP port that it listens on.</param>
/// <param name="Ready">Whether it accepts connections.</param>
internal sealed record Postmaster(int Pid, int Port, bool Ready)
{
    public const string FileName = "postmaster.pid";

    private const int PidLine = 0, PortLine = 3, StatusLine = 7;

    /// <summary>Finds the server that runs on a cluster. Ignores a stale file.</summary>
    public static Postmaster? Find(string cluster)
    {
        try
        {
            return Parse(File.ReadAllLines(Path.Combine(cluster, FileName))) is { } found && found.RunsOn(cluster) ? found : null;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    internal static Postmaster? Parse(IReadOnlyList<string> lines) =>
        lines.Count > PidLine && int.TryParse(lines[PidLine], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pid)
            ? new(
                Math.Abs(pid),
                lines.Count > PortLine && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port) ? port : 0,
                lines.Count > StatusLine && lines[StatusLine].Trim() == "ready")
            : null;

    // After a crash the pid may belong to another program. A postmaster's working directory is its cluster.
    private bool RunsOn(string cluster)
    {
        try
        {
            return new FileInfo($"/proc/{Pid}/cwd").ResolveLinkTarget(returnFinalTarget: false)?.FullName is { } home
                && Path.TrimEndingDirectorySeparator(home) == RealPath(cluster);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string RealPath(string path) =>
        Path.GetPathRoot(path) == path ? path :
        Path.Combine(RealPath(Path.GetDirectoryName(path)!), Path.GetFileName(path)) is var whole
            && new DirectoryInfo(whole).ResolveLinkTarget(returnFinalTarget: true) is { } target ? target.FullName : whole;
}
