namespace Pipeline.Terminal;

/// <summary>The exit codes of the command.</summary>
internal static class ExitCode
{
    /// <summary>Done, or stopped when asked to.</summary>
    public const int Done = 0;

    /// <summary>Something failed at run time.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a setting is wrong; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>A reading was interrupted (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
