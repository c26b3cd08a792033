using System.Diagnostics;
using System.Globalization;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Queries a zone with <c>dig</c>.</summary>
internal static class Dig
{
    /// <summary>Asks one question, once.</summary>
    /// <returns>What dig printed.</returns>
    public static async Task<string> AskAsync(RunningZone zone, params string[] arguments)
    {
        Require();
        using var process = Process.Start(new ProcessStartInfo("dig",
        [
            "-r", $"@{zone.EndPoint.Address}", "-p", zone.EndPoint.Port.ToString(CultureInfo.InvariantCulture),
            "+tries=1", "+timeout=10", .. arguments,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await output + await error);
        return await output;
    }

    /// <summary>The lines of <c>+short</c>.</summary>
    public static async Task<string[]> ShortAsync(RunningZone zone, params string[] arguments) =>
        (await AskAsync(zone, ["+short", .. arguments])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void Require()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (path.Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, "dig")))) return;
        MissingPart.Skip("dig, from the package dnsutils");
    }
}
