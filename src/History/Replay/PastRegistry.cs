using Marten;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.History.Planning;

namespace Pipeline.History.Replay;

/// <summary>What was registered at a moment, folded from the events and kept in memory; nothing is written.</summary>
public sealed class PastRegistry : RegistryAtHand
{
    private PastRegistry(DateTimeOffset? asOf, List<Host> hosts, List<Container> running) : base(hosts, running) => AsOf = asOf;

    /// <summary>The moment; null for all that is recorded.</summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>Folds all events up to a moment, in one look at the store.</summary>
    public static async Task<PastRegistry> FoldAsync(IDocumentStore store, DateTimeOffset? asOf, IProgress<RebuildProgress> progress, CancellationToken cancel)
    {
        var (hosts, running) = (new List<Host>(), new List<Container>());
        var fold = new StreamFold(new EventDecoder(store.Options.Serializer()));
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var look = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var (_, total) = await StreamFold.CountAsync(connection, cancel);
        var done = new RebuildProgress(0, total, 0, null);
        progress.Report(done);
        var at = "";
        while (await StreamFold.NextAsync(connection, at, cancel) is { } upto)
        {
            var folded = await fold.FoldAsync(connection, at, upto, asOf, events => progress.Report(done = done with { Events = done.Events + events }), cancel);
            running.AddRange(folded.Containers.Where(container => container.IsPresent));
            hosts.AddRange(folded.Hosts.Where(host => host.IsPresent));
            at = upto;
        }

        return new PastRegistry(asOf, hosts, running);
    }
}
