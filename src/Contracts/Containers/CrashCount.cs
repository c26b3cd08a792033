namespace Pipeline.Contracts;

/// <summary>How often what a container was created from ended by itself before the current run, one run after another.</summary>
/// <param name="Count">The number of runs that ended by themselves.</param>
/// <param name="ExitCode">The exit code of the last of them; null if it is not known.</param>
/// <param name="IsHeldBack">Whether its claims are to stay out of DNS for now, because it would only end again.</param>
public sealed record CrashCount(int Count, int? ExitCode, bool IsHeldBack);
