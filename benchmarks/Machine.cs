using System.Reflection;
using System.Runtime.InteropServices;

namespace Pipeline.Benchmarks;

/// <summary>What a run ran on.</summary>
/// <param name="Program">The version of the program.</param>
internal sealed record Machine(
    string Processor, int Cores, double MemoryGiB, string System, string Runtime, string Program, DateTimeOffset At)
{
    private const string ProcessorName = "model name";

    public static Machine Describe() => new(
        FindProcessor() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Pow(1024, 3), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        TimeProvider.System.GetUtcNow());

    public override string ToString() => $"{Processor}, {Cores} cores, {MemoryGiB} GiB; {System}; {Runtime}; pipeline {Program}; {At:u}";

    /// <summary>The first processor's name (proc(5), <c>/proc/cpuinfo</c>); null on other systems.</summary>
    private static string? FindProcessor() => !File.Exists("/proc/cpuinfo")
        ? null
        : File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(ProcessorName, StringComparison.Ordinal))
            ?.Split(':', 2)[1].Trim();
}
