using Marten;
using Npgsql;
using Pipeline.Core.Instances;
using Pipeline.Store.Failures;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Retention;

/// <summary>Where the detail of the history begins, and what is left of containers from before.</summary>
public sealed class RetainedHistory
{
    private readonly IDocumentStore store;
    private readonly RetentionTable table = new(RegistrySchema.Name);
    private readonly LifeTable lives = new(RegistrySchema.Name);

    internal RetainedHistory(IDocumentStore store) => this.store = store;

    /// <summary>The moment from which on every detail is kept; null if nothing was dropped yet.</summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The database does not answer.</exception>
    public Task<DateTimeOffset?> KeptSinceAsync(CancellationToken cancel) =>
        ReadAsync(async connection => (await table.ReadAsync(connection, cancel))?.KeptSince, cancel);

    /// <summary>
    /// The lives of containers with a name, or whose identifiers begin with it, as far as their events were dropped; the last to end first.
    /// </summary>
    /// <exception cref="Core.Storage.StoreUnavailableException">The database does not answer.</exception>
    public Task<IReadOnlyList<Life>> FindLivesAsync(string name, int atMost, CancellationToken cancel) =>
        ReadAsync(connection => lives.FindAsync(connection, name, atMost, cancel), cancel);

    private Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        return await read(connection);
    });
}
