using System.Globalization;

namespace Pipeline.Tests.RealParts;

/// <summary>
/// Sets the clock of a process wrong: libfaketime answers its calls of <c>clock_gettime</c>. Its monotonic clock, by which it waits, stays.
/// </summary>
public static class FalseClock
{
    private const string Libraries = "/usr/lib";

    /// <summary>The environment of a process whose clock is ahead, or with a negative time behind.</summary>
    public static IReadOnlyDictionary<string, string> Environment(TimeSpan ahead)
    {
        var library = FindLibrary();
        if (library is null) MissingPart.Skip("libfaketime is not installed (faketime)");
        return new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME"] = string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0}"),
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["NO_FAKE_STAT"] = "1",
        };
    }

    /// <summary>The variant for programs with threads; Debian keeps it in a folder for the machine's architecture.</summary>
    private static string? FindLibrary() => Directory.EnumerateDirectories(Libraries)
        .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
        .FirstOrDefault(File.Exists);
}
