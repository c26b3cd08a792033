namespace Pipeline.Core.Storage;

/// <summary>An event that a newer version stored. It changes nothing here, and history shows it by its name.</summary>
/// <param name="Name">The name under which it is stored.</param>
/// <param name="At">When it happened, if it says so like all known events; null otherwise.</param>
public sealed record UnknownEvent(string Name, DateTimeOffset? At)
{
    /// <summary>The same for people.</summary>
    public string Text => $"event of an unknown kind {Name} (written by a newer version)";
}
