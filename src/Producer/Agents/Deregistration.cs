namespace Pipeline.Producer.Agents;

/// <summary>How a host deregisters when its agent ends.</summary>
/// <param name="Reason">Why, as text for people: <c>spot interruption (terminate)</c>.</param>
/// <param name="Timeout">How long the agent may try to publish it.</param>
public sealed record Deregistration(string Reason, TimeSpan Timeout)
{
    /// <summary>The agent is shut down. A service manager that waits for it soon kills it.</summary>
    public static readonly Deregistration OnShutdown = new("shutdown", TimeSpan.FromSeconds(5));
}
