namespace Pipeline.Projector.Zone;

/// <summary>Serializes the appends to a zone's ledger in this process: each append depends on a version that was read.</summary>
public sealed class ZoneTurn : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(1, 1);

    public async Task<IDisposable> TakeAsync(CancellationToken cancel)
    {
        await semaphore.WaitAsync(cancel);
        return new Releaser(semaphore);
    }

    public void Dispose() => semaphore.Dispose();

    private sealed class Releaser(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
