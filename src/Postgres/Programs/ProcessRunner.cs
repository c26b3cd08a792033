using System.Diagnostics;

namespace Pipeline.Postgres.Programs;

/// <summary>Runs a program to its end. A cancellation kills it with its child processes.</summary>
internal static class ProcessRunner
{
    /// <returns>The exit code, and the output of both streams.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> command, CancellationToken cancel, string workingDirectory = "/", string? dataDirectory = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory,
        };

        // PGPORT, PGDATA and the like of the caller are for other servers.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        if (dataDirectory is not null) start.Environment["PGDATA"] = dataDirectory;

        using var process = Process.Start(start)!;
        await using var killing = cancel.Register(() => process.Kill(entireProcessTree: true));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        return (process.ExitCode, (await output + await errors).Trim());
    }
}
