namespace Pipeline;

/// <summary>A command cannot go on.</summary>
/// <param name="line">For the person who gave it, one line: what is wrong, and what to do.</param>
/// <param name="exitCode">What the command leaves to its caller.</param>
internal sealed class CommandFailure(string line, int exitCode = ExitCode.Failed) : Exception(line)
{
    public int Code { get; } = exitCode;
}
