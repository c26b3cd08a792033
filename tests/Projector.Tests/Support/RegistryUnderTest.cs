using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Core.Registration;
using Pipeline.Core.Terms;
using Pipeline.History.Reading;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Store;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Support;

/// <summary>A registry in a fresh database of a real PostgreSQL.</summary>
internal sealed class RegistryUnderTest : IAsyncDisposable
{
    public const string Domain = "servicediscovery.internal";

    private RegistryUnderTest(string database)
    {
        Database = database;
        Store = new RegistryDatabase(database, Time);
        Writer = new RegistryWriter(Store.Registry, new Registrar(Domain), Time, NullLogger<RegistryWriter>.Instance);
        Reader = new RegistryReader(Store.Documents, Domain);
    }

    public string Database { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public RegistryDatabase Store { get; }

    public RegistryWriter Writer { get; }

    public RegistryReader Reader { get; }

    public static async Task<RegistryUnderTest> CreateAsync(RealPostgres postgres)
    {
        var registry = new RegistryUnderTest(await postgres.CreateDatabaseAsync());
        await registry.Store.PrepareAsync(CancellationToken.None);
        return registry;
    }

    /// <summary>A term of a zone that lasts for the whole test.</summary>
    public async Task<ILeaderTerm> LeadAsync(string zone)
    {
        var lasting = new TermTiming { Expiry = TimeSpan.FromDays(1) };
        var election = new LeaderElection(Store.Leases, "test", Guid.CreateVersion7, new LeaderWatch(Time), lasting, Time);
        return (await election.TryAcquireAsync(zone, CancellationToken.None))!;
    }

    /// <summary>The kinds of the events in a stream, in their order.</summary>
    public async Task<string[]> HistoryAsync(string stream)
    {
        await using var session = Store.DocumentStore.QuerySession();
        return [.. (await session.Events.FetchStreamAsync(stream)).Select(e => e.Data.GetType().Name)];
    }

    public async Task<T?> LoadAsync<T>(string id) where T : notnull
    {
        await using var session = Store.DocumentStore.QuerySession();
        return await session.LoadAsync<T>(id);
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
