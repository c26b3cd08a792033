using Marten;
using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Projector.Planning;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Replay;

/// <summary>What was registered at a moment, folded from the events and kept in memory; nothing is written.</summary>
public sealed class PastRegistry : IContainerNames
{
    private readonly List<Container> running = [];
    private readonly List<Host> hosts = [];

    private PastRegistry(DateTimeOffset? asOf) => AsOf = asOf;

    /// <summary>The moment; null for all that is recorded.</summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>Folds all events up to a moment, in one look at the store.</summary>
    public static async Task<PastRegistry> FoldAsync(IDocumentStore store, DateTimeOffset? asOf, IProgress<RebuildProgress> progress, CancellationToken cancel)
    {
        var past = new PastRegistry(asOf);
        var fold = new StreamFold(new EventDecoder(store.Options.Serializer()));
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var look = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var (_, total) = await StreamFold.CountAsync(connection, cancel);
        var (at, events) = ("", 0L);
        while (await StreamFold.NextAsync(connection, at, cancel) is { } upto)
        {
            var folded = await fold.FoldAsync(connection, at, upto, asOf, cancel);
            past.running.AddRange(folded.Containers.Where(container => container.IsPresent));
            past.hosts.AddRange(folded.Hosts.Where(host => host.IsPresent));
            (at, events) = (upto, events + folded.Events);
            progress.Report(new RebuildProgress(events, total, 0, null));
        }

        return past;
    }

    public Task<IReadOnlyDictionary<string, string>> OfAsync(IReadOnlyCollection<string> containers, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(running.ToDictionary(container => container.Id, container => container.Name));

    /// <summary>The registry as a zone's leader would have seen it then; its ledger is the present one, because the zone is.</summary>
    internal IZoneView ViewOf(ZoneView present) => new View(this, present);

    private sealed class View(PastRegistry past, ZoneView present) : IZoneView
    {
        public Task<ZonePicture> ReadAsync(string zone, ZoneScope scope, CancellationToken cancel) => scope.Everything
            ? present.ReadAsync(zone, past.hosts, past.running, cancel)
            : throw new NotSupportedException("A past moment is looked at as a whole.");
    }
}
