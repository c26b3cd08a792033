namespace Pipeline.Producer.Running;

/// <summary>What the process leaves to whoever started it.</summary>
internal static class AgentExit
{
    /// <summary>Stopped cleanly when asked to.</summary>
    public const int Done = 0;

    /// <summary>Something failed that may be different at the next start.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a setting is wrong; nothing was begun, and the next start would end the same way.</summary>
    public const int Usage = 2;
}
