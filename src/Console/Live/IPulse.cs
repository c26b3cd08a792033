namespace Pipeline.Console.Live;

/// <summary>Tells cheaply whether anything changed in the database that the console shows.</summary>
public interface IPulse
{
    /// <summary>A text that equals the one before while nothing has changed.</summary>
    /// <remarks>Throws what <see cref="IsAway"/> recognizes when the database does not answer.</remarks>
    Task<string> TakeAsync(CancellationToken cancel);

    /// <summary>Whether a failure means that the database does not answer now.</summary>
    bool IsAway(Exception failure);
}
