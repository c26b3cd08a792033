namespace Pipeline.Core.Storage;

/// <summary>An event of a kind that only a newer version knows. It changes no state; the history shows it by its name.</summary>
/// <param name="Name">The name under which it is stored.</param>
/// <param name="At">When it happened, if its data has the same member for this as the known events; null otherwise.</param>
public sealed record UnknownEvent(string Name, DateTimeOffset? At)
{
    /// <summary>The event in words.</summary>
    public string Text => $"event of an unknown kind {Name} (written by a newer version)";
}
