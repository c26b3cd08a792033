namespace Pipeline.Terminal;

/// <summary>The command cannot continue.</summary>
/// <param name="line">One line for the user: what is wrong, and what to do next.</param>
/// <param name="exitCode">The exit code of the command.</param>
internal sealed class CommandFailure(string line, int exitCode = ExitCode.Failed) : Exception(line)
{
    public int Code { get; } = exitCode;
}
