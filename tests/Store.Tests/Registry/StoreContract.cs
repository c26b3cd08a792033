namespace Pipeline.Store.Tests.Registry;

/// <summary>What every registry store has to keep; each test has a store of its own.</summary>
public abstract class StoreContract(Func<Task<StoreUnderTest>> create) : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected StoreUnderTest Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await create();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
