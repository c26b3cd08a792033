namespace Pipeline.Settings;

/// <summary>What holds where nothing is said, on this machine and for this user.</summary>
internal static class Defaults
{
    public static PipelineSettings For(bool root, Func<string, string?> environment) => new() { Data = DataDirectory(root, environment) };

    /// <summary>For root the system's place (Filesystem Hierarchy Standard), for others the user's (XDG base directories).</summary>
    private static string DataDirectory(bool root, Func<string, string?> environment) =>
        root ? "/var/lib/pipeline"
        : environment("XDG_DATA_HOME") is { Length: > 0 } data && Path.IsPathRooted(data) ? Path.Combine(data, "pipeline")
        : Path.Combine(environment("HOME") is { Length: > 0 } home ? home : "/tmp", ".local", "share", "pipeline");
}
