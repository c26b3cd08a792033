namespace Pipeline.History.Status;

/// <summary>Reads whether everything is right, and what is wrong.</summary>
public interface IStatusReader
{
    /// <summary>A source that cannot be asked is a trouble in the answer, and hides nothing else.</summary>
    Task<StatusView> ReadAsync(CancellationToken cancel);
}
