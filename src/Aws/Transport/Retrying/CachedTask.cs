namespace Pipeline.Aws.Transport.Retrying;

/// <summary>A value that is loaded once, shared by concurrent callers, and loaded again after a failure.</summary>
internal sealed class CachedTask<T>(Func<Task<T>> load)
{
    private readonly Lock gate = new();
    private Task<T>? current;

    public Task<T> GetAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (current is null or { IsFaulted: true } or { IsCanceled: true }) current = Task.Run(load, CancellationToken.None);
            return current.IsCompletedSuccessfully ? current : current.WaitAsync(cancel);
        }
    }

    /// <summary>Drops the value; the next call loads it again.</summary>
    public void Invalidate()
    {
        lock (gate) current = null;
    }
}
