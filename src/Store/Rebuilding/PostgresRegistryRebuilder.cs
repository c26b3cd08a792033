using System.Data;
using Marten;
using Npgsql;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.History.Replay;
using Pipeline.Store.Connections;
using Pipeline.Store.Events;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Rebuilding;

/// <summary>Folds the registry's streams into its documents or into memory.</summary>
internal sealed class PostgresRegistryRebuilder(IDocumentStore store, TimeProvider time) : IRegistryRebuilder
{
    public Task<RebuildProgress> RebuildAsync(IProgress<RebuildProgress> progress, CancellationToken cancel) =>
        StoreCall.RunAsync(() => new Rebuild(store, time).RunAsync(progress, cancel));

    public Task<PastRegistry> FoldAsync(
        DateTimeOffset? asOf, IProgress<RebuildProgress> progress, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        var (hosts, containers) = (new List<Host>(), new List<Container>());
        var fold = new StreamFold(new EventDecoder(store.Options.Serializer()));
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using (var settings = new NpgsqlCommand(ConnectionStrings.SetLongWork, connection))
            await settings.ExecuteNonQueryAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var (_, total) = await StreamFold.CountAsync(connection, cancel);
        var done = new RebuildProgress(0, total, 0, null);
        progress.Report(done);
        var at = "";
        while (await StreamFold.NextAsync(connection, at, cancel) is { } upto)
        {
            var folded = await fold.FoldAsync(
                connection, at, upto, asOf, events => progress.Report(done = done with { Events = done.Events + events }), cancel);
            containers.AddRange(folded.Containers.Where(container => container.IsPresent));
            hosts.AddRange(folded.Hosts.Where(host => host.IsPresent));
            at = upto;
        }

        return new PastRegistry(asOf, hosts, containers);
    });
}
