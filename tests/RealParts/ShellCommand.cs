using System.Diagnostics;

namespace Pipeline.Tests.RealParts;

/// <summary>Runs a command to its end.</summary>
public static class ShellCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <returns>What it wrote to standard output, without the final line break.</returns>
    /// <exception cref="InvalidOperationException">
    /// The command ended with another exit code than 0. The message holds what it wrote to standard error.
    /// </exception>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, TimeSpan? within = null)
    {
        using var process = Start(file, arguments);
        using var deadline = new CancellationTokenSource(within ?? Deadline, TimeProvider.System);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode == 0
            ? (await output).TrimEnd()
            : throw new InvalidOperationException(
                $"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}: {(await errors).TrimEnd()}");
    }

    /// <summary>Whether a command can be found on the path.</summary>
    public static bool Exists(string file) => Find(file) is not null;

    /// <summary>Where a command lies on the path; null where it does not.</summary>
    public static string? Find(string file) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);

    private static Process Start(string file, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
        ?? throw new InvalidOperationException($"{file} did not start");
}
