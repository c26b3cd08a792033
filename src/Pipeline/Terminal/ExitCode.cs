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

    /// <summary>Asked with <c>--exit-code</c>: the plan is not empty.</summary>
    public const int PlanNotEmpty = 3;

    /// <summary>A reading was interrupted (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>The codes of one command, in a line for people.</summary>
    /// <param name="command">The words that call it.</param>
    public static string Describe(string command) => "Exit codes: " + command switch
    {
        "plan" or "replay" => "0 done; 1 failed; 2 wrong command line or setting; 3 the plan is not empty (--exit-code); 130 interrupted",
        "healthcheck" => "0 it answers 200; 1 it does not; 2 wrong command line or setting",
        "up" or "demo" or "projector" or "health-saga" or "console" => "0 stopped when asked to; 1 failed; 2 wrong command line or setting",
        _ => "0 done; 1 failed; 2 wrong command line or setting; 130 interrupted",
    };
}
