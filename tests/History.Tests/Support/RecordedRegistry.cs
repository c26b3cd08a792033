using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Contracts;
using Pipeline.Core.Registration;
using Pipeline.Core.Storage;
using Pipeline.History.Reading;
using Pipeline.Projector.Registry;
using Pipeline.Store;

namespace Pipeline.History.Tests.Support;

/// <summary>A registry in a fresh database of a real PostgreSQL. The projector's writer records what hosts state.</summary>
internal sealed class RecordedRegistry : IAsyncDisposable
{
    private const string Domain = "servicediscovery.internal";

    private readonly RegistryWriter writer;

    private RecordedRegistry(string database)
    {
        Database = database;
        Store = new RegistryDatabase(database, Time);
        writer = new RegistryWriter(Store.Registry, new Registrar(Domain), Time, NullLogger<RegistryWriter>.Instance);
        Reader = ReaderOf(Store);
    }

    public string Database { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public RegistryDatabase Store { get; }

    public RegistryReader Reader { get; }

    public static async Task<RecordedRegistry> CreateAsync(RealPostgres postgres)
    {
        var registry = new RecordedRegistry(await postgres.CreateDatabaseAsync());
        await registry.Store.PrepareAsync(CancellationToken.None);
        return registry;
    }

    /// <summary>A reader that has read nothing yet.</summary>
    public static RegistryReader ReaderOf(RegistryDatabase store) => new(store.Documents, Domain);

    /// <summary>Records a fact; where another writer was faster, once more.</summary>
    public async Task FoldAsync(IHostFact fact)
    {
        while (true)
        {
            try
            {
                await writer.FoldAsync([fact], CancellationToken.None);
                return;
            }
            catch (Exception failure) when (StoreFailures.IsTransient(failure))
            {
            }
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
