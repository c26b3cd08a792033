using System.Numerics;

namespace Pipeline.Core.Pacing;

/// <summary>Which failures of a long row are logged: 1, 2, 4, 8, … so that an outage of hours fills no log.</summary>
public static class FailureLogging
{
    /// <param name="failures">How many failures in a row there were, this one included; from 1.</param>
    public static bool IsDue(int failures) => BitOperations.IsPow2(failures);
}
