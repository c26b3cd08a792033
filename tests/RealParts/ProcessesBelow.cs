using System.Globalization;

namespace Pipeline.Tests.RealParts;

/// <summary>Finds what still runs on a folder, whoever started it.</summary>
public static class ProcessesBelow
{
    /// <summary>
    /// The processes that name a folder on their command line or work below it. A process that ended and waits for its parent does neither.
    /// </summary>
    public static IReadOnlyList<int> Of(string folder) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && (IsNamedBy(CommandLine(pid), folder) || IsBelow(WorkingDirectory(pid), folder)))];

    private static bool IsNamedBy(string commandLine, string folder) =>
        commandLine.Contains($"{folder}/") || commandLine.Split('\0').Contains(folder);

    private static bool IsBelow(string? path, string folder) =>
        path == folder || path?.StartsWith($"{folder}/", StringComparison.Ordinal) is true;

    private static string CommandLine(int pid) => Read(() => File.ReadAllText($"/proc/{pid}/cmdline")) ?? "";

    private static string? WorkingDirectory(int pid) => Read(() => new FileInfo($"/proc/{pid}/cwd").LinkTarget);

    private static string? Read(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // it ended meanwhile, or is another user's
        }
    }
}
