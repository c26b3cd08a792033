namespace Pipeline.History.Reading;

/// <summary>Detects at low cost whether the store's contents have changed.</summary>
public interface IChangeProbe
{
    /// <summary>Returns a text that is equal to the previous one if nothing has changed.</summary>
    /// <remarks>If the database does not answer, it throws an exception for which <see cref="IsAway"/> is true.</remarks>
    Task<string> ReadVersionAsync(CancellationToken cancel);

    /// <summary>Whether a failure means that the database does not answer now.</summary>
    bool IsAway(Exception failure);
}
