namespace Pipeline.Producer;

/// <summary>How a host takes its leave.</summary>
/// <param name="Reason">Why, for people: <c>spot interruption</c>.</param>
/// <param name="Within">How long it may try to say so.</param>
public sealed record Departure(string Reason, TimeSpan Within)
{
    /// <summary>The agent is shut down, and whoever does it may not wait long.</summary>
    public static readonly Departure OnShutdown = new("shutdown", TimeSpan.FromSeconds(5));
}
