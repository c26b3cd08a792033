namespace Pipeline.History.Reading;

/// <summary>Finds out cheaply whether what the store holds has changed.</summary>
public interface IChangeProbe
{
    /// <summary>Returns the same text as before while nothing has changed.</summary>
    /// <remarks>Throws what <see cref="IsAway"/> recognizes when the database does not answer.</remarks>
    Task<string> ReadVersionAsync(CancellationToken cancel);

    /// <summary>Whether a failure means that the database does not answer now.</summary>
    bool IsAway(Exception failure);
}
