namespace Pipeline.Producer;

/// <summary>The exit codes of the agent.</summary>
internal static class AgentExitCode
{
    /// <summary>It stopped cleanly when it was asked to.</summary>
    public const int Success = 0;

    /// <summary>It failed, and the next start may succeed.</summary>
    public const int Failure = 1;

    /// <summary>The command line or a setting is not valid. It did nothing, and the next start would end the same way.</summary>
    public const int InvalidSetting = 2;
}
