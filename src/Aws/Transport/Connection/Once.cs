namespace Pipeline.Aws.Transport.Connection;

/// <summary>A value that takes time to have: asked for once by all who want it at the same time, and again after a failure.</summary>
internal sealed class Once<T>(Func<Task<T>> ask)
{
    private readonly Lock gate = new();
    private Task<T>? asked;

    public Task<T> GetAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (asked is null or { IsFaulted: true } or { IsCanceled: true }) asked = Task.Run(ask, CancellationToken.None);
            return asked.IsCompletedSuccessfully ? asked : asked.WaitAsync(cancel);
        }
    }

    /// <summary>The value is out of date.</summary>
    public void Forget()
    {
        lock (gate) asked = null;
    }
}
