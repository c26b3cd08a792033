namespace Pipeline.Core.Status;

/// <summary>What one source of a status says, or why it cannot be asked. Each source is asked by itself.</summary>
/// <param name="Value">The answer; null if there is none.</param>
/// <param name="Failure">Why the source cannot be asked, as text for people; null if it was asked, or if there is no such source.</param>
public sealed record SourceAnswer<T>(T? Value, string? Failure) where T : class
{
    /// <summary>There is no such source here, or it knows nothing yet.</summary>
    public static readonly SourceAnswer<T> None = new(null, null);
}
