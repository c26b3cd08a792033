using System.Diagnostics;

namespace Pipeline.Benchmarks;

/// <summary>The agent as it is built for a platform.</summary>
internal static class AgentExecutable
{
    public static string Root { get; } = FindRoot();

    /// <param name="folder">Where to put it, below artifacts/.</param>
    /// <param name="options">Options for the publish.</param>
    /// <returns>The native executable; null where none can be made, which has been said.</returns>
    public static async Task<string?> PublishAsync(string folder, params string[] options)
    {
        var to = Path.Combine(Root, "artifacts", folder);
        using var publishing = Process.Start(Path.Combine(Root, "pipeline"), ["publish-agent", to, .. options]);
        await publishing.WaitForExitAsync();
        return publishing.ExitCode == 0 ? Path.Combine(to, "pipeline-producer") : null;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pipeline.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
