using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Contracts;
using Pipeline.Core.Names;
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

    private RecordedRegistry(string database, NameRules names)
    {
        Database = database;
        Store = new RegistryDatabase(database, Time);
        Writer = new RegistryWriter(Store.Registry, new Registrar(Domain, names: () => names), Time, NullLogger<RegistryWriter>.Instance);
        Reader = ReaderOf(Store);
    }

    public string Database { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public RegistryDatabase Store { get; }

    public RegistryReader Reader { get; }

    public RegistryWriter Writer { get; }

    /// <param name="postgres">The server.</param>
    /// <param name="names">Who may claim which names; null for anyone.</param>
    public static async Task<RecordedRegistry> CreateAsync(RealPostgres postgres, NameRules? names = null)
    {
        var registry = new RecordedRegistry(await postgres.CreateDatabaseAsync(), names ?? NameRules.Anyone);
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
                await Writer.FoldAsync([fact], CancellationToken.None);
                return;
            }
            catch (Exception failure) when (StoreFailures.IsTransient(failure))
            {
            }
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
