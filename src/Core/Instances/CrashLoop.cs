using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>
/// The runs of one container, or of one task definition on a host, that ended by themselves, one after another. Each that begins after the
/// second crash is held back from DNS for a pause, which doubles with each crash:
/// <code>
/// crashes   pause before the next run enters DNS
/// 0, 1      none
/// 2         10 s
/// 3         20 s
/// 4 …       40 s … 5 min
/// </code>
/// A run that keeps going for ten minutes, or that ends because somebody asked for it, ends the loop.
/// </summary>
/// <param name="Crashes">The number of crashes.</param>
/// <param name="ExitCode">The exit code of the last one; null if it is not known.</param>
/// <param name="LastCrash">When the last one was observed.</param>
public sealed record CrashLoop(int Crashes, int? ExitCode, DateTimeOffset LastCrash)
{
    /// <summary>A run that lasts this long is no part of a loop; a crash this long ago neither.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private const int CrashesWithoutPause = 1;
    private const int MostDoublings = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>The loop after one more run ended by itself.</summary>
    /// <param name="before">The loop before it; null if there was none.</param>
    /// <param name="ran">How long the run lasted.</param>
    /// <param name="exitCode">Its exit code; null if it is not known.</param>
    /// <param name="now">The time by the observer's clock.</param>
    public static CrashLoop AfterCrash(CrashLoop? before, TimeSpan ran, int? exitCode, DateTimeOffset now) =>
        new(before is not null && before.IsRemembered(now) && ran < Memory ? before.Crashes + 1 : 1, exitCode, now);

    /// <summary>Why a container is held back, as text for people; null if its crashes do not hold it back.</summary>
    public static string? DescribeObstacle(CrashCount? crashes) => crashes is not { IsHeldBack: true } ? null
        : $"it ended by itself {crashes.Count} times in a row{(crashes.ExitCode is { } code ? $", last with exit code {code}" : "")}; "
            + "it enters DNS once this run has lasted for a while";

    /// <summary>Whether it still counts.</summary>
    public bool IsRemembered(DateTimeOffset now) => now - LastCrash < Memory;

    /// <summary>How long the next run is held back.</summary>
    public TimeSpan Pause => Crashes <= CrashesWithoutPause
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(
            LongestPause.Ticks, FirstPause.Ticks << Math.Min(Crashes - CrashesWithoutPause - 1, MostDoublings)));
}
