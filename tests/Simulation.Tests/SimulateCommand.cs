using System.Diagnostics;

namespace Pipeline.Simulation.Tests;

/// <summary>Runs the simulation.</summary>
internal static class SimulateCommand
{
    private static string Executable => Path.Combine(
        AppContext.BaseDirectory.Replace("Simulation.Tests", "Simulation", StringComparison.Ordinal), "Pipeline.Tests.Simulation");

    public static async Task<(int ExitCode, string[] Lines)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Executable, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
