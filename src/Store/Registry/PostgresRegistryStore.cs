using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.Core.Hosts;
using Pipeline.Core.Names;
using Pipeline.Projector.Registry;
using Pipeline.Store.Failures;
using Pipeline.Store.Leases;

namespace Pipeline.Store.Registry;

/// <summary>The registry's streams in Marten. A transaction is three round trips: lock and read, append, notify and commit.</summary>
internal sealed class PostgresRegistryStore(IDocumentStore store, LeaseTable leases) : IRegistryStore
{
    private readonly SliceReader reader = new(store.Options.Serializer());

    public Task<IRegistryTransaction> BeginAsync(CancellationToken cancel) => StoreCall.RunAsync<IRegistryTransaction>(async () =>
    {
        // A command may be the first of this version to use a database of an earlier one.
        await store.Storage.Database.EnsureStorageExistsAsync(typeof(NameBinding), cancel);
        var connection = store.Storage.Database.CreateConnection();
        try
        {
            await connection.OpenAsync(cancel);
            return new Transaction(store, leases, reader, connection, await connection.BeginTransactionAsync(cancel));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    });

    public Task<IReadOnlyList<(Host Host, HostLease Lease)>> ReadLeasesAsync(CancellationToken cancel) =>
        StoreCall.RunAsync<IReadOnlyList<(Host, HostLease)>>(async () =>
        {
            await using var session = store.QuerySession();
            var hosts = await session.QueryAsync<Host>($"where {RegistrySchema.HostsAtHand}", cancel);
            var leases = (await session.QueryAsync<HostLease>($"where {RegistrySchema.LeasesAtHand}", cancel))
                .ToDictionary(lease => lease.Id);
            return
            [
                .. hosts.Where(host => (host.IsPresent || host.Doubt is not null) && leases.ContainsKey(host.Name))
                    .Select(host => (host, leases[host.Name])),
            ];
        });

    private sealed class Transaction(
        IDocumentStore store, LeaseTable leases, SliceReader reader, NpgsqlConnection connection, NpgsqlTransaction transaction)
        : IRegistryTransaction
    {
        public Task<Core.Registration.Registry> LockAndReadAsync(RegistrySlice slice, CancellationToken cancel) =>
            StoreCall.RunAsync(() => reader.LockAndReadAsync(connection, slice, cancel));

        public Task CommitAsync(RegistryAppend append, ChangeNotice notice, CancellationToken cancel) => StoreCall.RunAsync(async () =>
        {
            if (append.Term is { } term) await leases.RequireAsync(term, connection, cancel);
            await using (var session = store.LightweightSession(SessionOptions.ForTransaction(transaction)))
            {
                foreach (var stream in append.Streams) Append(session, stream);
                session.Store(append.Leases.ToArray());
                await session.SaveChangesAsync(cancel);
            }

            await CommitAsync(notice, cancel);
        });

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }

        // Starting a new stream saves the store the query for its present state.
        private static void Append(IDocumentSession session, StreamAppend stream)
        {
            object[] events = [.. stream.Events.Select(session.WithOrigin)];
            if (stream.Version == events.Length) session.Events.StartStream(stream.Stream, events);
            else session.Events.Append(stream.Stream, stream.Version, events);
        }

        // PostgreSQL delivers the notice only if the transaction commits. The commit is a statement so that both are one round trip.
        private async Task CommitAsync(ChangeNotice notice, CancellationToken cancel)
        {
            await using var batch = new NpgsqlBatch(connection);
            if (!notice.Scope.IsNothing)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresChangeFeed.Notify)
                {
                    Parameters = { new() { Value = PostgresChangeFeed.Channel }, new() { Value = PostgresChangeFeed.Payload(notice) } },
                });
            }

            batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
            await batch.ExecuteNonQueryAsync(cancel);
        }
    }
}
