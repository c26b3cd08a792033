namespace Pipeline.Projector.Zone;

/// <summary>Whoever appends to a zone's ledger in this process does so in turn: each append follows a version that was read.</summary>
public sealed class ZoneTurn : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    public async Task<IDisposable> TakeAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        return new End(one);
    }

    public void Dispose() => one.Dispose();

    private sealed class End(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
