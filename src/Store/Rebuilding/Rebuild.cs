using System.Text.Json;
using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.History.Replay;
using Pipeline.Store.Events;
using Pipeline.Store.Locks;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Rebuilding;

/// <summary>
/// Rebuilds the registry's documents from their streams, part by part, while other processes write documents. A part is folded while others
/// write. Then, in a transaction that excludes other writers, the streams that changed meanwhile are folded again, the differing documents
/// are written, and the progress is stored. After a crash, the next run continues from the stored progress.
/// </summary>
/// <remarks>Leases are no document of a stream: they are what hosts said last, and stay.</remarks>
internal sealed class Rebuild(IDocumentStore store, TimeProvider time)
{
    /// <summary>Parts that are folded while one is put in its place: the store looks for one's events while another's are read.</summary>
    private const int PartsAhead = 3;

    private static readonly TimeSpan CheckpointKeeps = TimeSpan.FromDays(1);

    private readonly ISerializer serializer = store.Options.Serializer();
    private readonly StreamFold fold = new(new EventDecoder(store.Options.Serializer()));

    /// <exception cref="ReplayRefusedException">Another replay is under way.</exception>
    public async Task<RebuildProgress> RunAsync(IProgress<RebuildProgress> progress, CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        if (!await AskAsync(connection, AdvisoryLocks.TryBeginRebuild, cancel))
            throw new ReplayRefusedException("another replay of this registry is under way");
        try
        {
            return await RunAsync(connection, progress, cancel);
        }
        finally
        {
            if (connection.State is System.Data.ConnectionState.Open)
                await AskAsync(connection, AdvisoryLocks.EndRebuild, CancellationToken.None);
        }
    }

    private async Task<RebuildProgress> RunAsync(NpgsqlConnection connection, IProgress<RebuildProgress> progress, CancellationToken cancel)
    {
        var checkpoint = await ResumeAsync(cancel);
        var (_, total) = await StreamFold.CountAsync(connection, cancel);
        var begin = new RebuildProgress(
            checkpoint.Events,
            Math.Max(total, checkpoint.Events),
            checkpoint.Replaced,
            checkpoint.Upto is "" ? null : checkpoint.Upto);
        var tally = new Tally(progress, begin);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var ahead = new Queue<(string? Upto, Task<FoldedStreams> Folded)>();
        try
        {
            var kept = 0;
            for (var (from, more) = ((string?)checkpoint.Upto, true); more;)
            {
                while (from is not null && ahead.Count < PartsAhead)
                {
                    var (after, upto) = (from, await StreamFold.NextAsync(connection, from, cancel));
                    var next = upto is null
                        ? Task.FromResult(new FoldedStreams())
                        : FoldAsync(after, upto, tally.Folded, end.Token);
                    ahead.Enqueue((upto, next));
                    from = upto;
                }

                var part = ahead.Peek();
                checkpoint = await PutAsync(connection, checkpoint, part.Upto, await part.Folded, cancel);
                ahead.Dequeue();
                tally.Replaced(checkpoint.Replaced, kept += (await part.Folded).Newer.Count);
                more = part.Upto is not null;
            }
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)Task.WhenAll(ahead.Select(part => part.Folded))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return tally.End(checkpoint.Events);
    }

    /// <summary>Folds the streams behind one up to another, as they are now.</summary>
    private async Task<FoldedStreams> FoldAsync(string after, string upto, Action<int> told, CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var look = await connection.BeginTransactionAsync(cancel);
        return await fold.FoldAsync(connection, after, upto, until: null, told, cancel);
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string question, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>One part, or what lies behind the last.</summary>
    private async Task<ReplayCheckpoint> PutAsync(
        NpgsqlConnection connection, ReplayCheckpoint at, string? upto, FoldedStreams folded, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var exclude = new NpgsqlCommand(AdvisoryLocks.ExcludeWriters, connection) { CommandTimeout = 0 })
            await exclude.ExecuteNonQueryAsync(cancel);
        if (folded.Behind(await StreamFold.VersionsAsync(connection, at.Upto, upto, cancel)) is [_, ..] behind)
            folded.Add(await fold.FoldAsync(connection, behind, until: null, cancel));

        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        var replaced = 0;
        replaced += await ReplaceAsync(
            session, connection, at.Upto, upto, folded.Containers, folded.Newer,
            container => (container.Id, container.Version),
            (container, newer) => container with { NewerMembers = newer },
            cancel);
        replaced += await ReplaceAsync(
            session, connection, at.Upto, upto, folded.Hosts, folded.Newer,
            host => (host.Id, host.Version),
            (host, newer) => host with { NewerMembers = newer },
            cancel);
        replaced += await ReplaceAsync(
            session, connection, at.Upto, upto, folded.Ledger, folded.Newer,
            entry => (entry.Id, entry.Version),
            (entry, newer) => entry with { NewerMembers = newer },
            cancel);

        var after = at with
        {
            Upto = upto ?? at.Upto,
            Events = at.Events + folded.Events,
            Replaced = at.Replaced + replaced,
            At = time.GetUtcNow(),
        };
        if (upto is null) session.Delete(after);
        else session.Store(after);
        await session.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return after;
    }

    /// <summary>Puts documents in the place of those that differ, or have no stream. What a newer version had a hand in stays.</summary>
    private async Task<int> ReplaceAsync<T>(
        IDocumentSession session, NpgsqlConnection connection, string after, string? upto, IEnumerable<T> folded, HashSet<string> newer,
        Func<T, (string Id, int Version)> of, Func<T, Dictionary<string, JsonElement>, T> keeping, CancellationToken cancel)
        where T : notnull
    {
        var documents = folded.Where(document => !newer.Contains(of(document).Id)).ToList();
        var (missing, strays, members) = await DocumentComparison.DropDifferingAsync(connection, StoredTables.Of<T>(), after, upto,
            [.. documents.Select(document => (of(document).Id, of(document).Version, serializer.ToJson(document)))], [.. newer], cancel);
        var put = missing.ToHashSet();
        foreach (var document in documents.Where(document => put.Contains(of(document).Id)))
        {
            var (id, version) = of(document);
            session.UpdateRevision(members.TryGetValue(id, out var kept) ? keeping(document, kept) : document, version);
        }

        return put.Count + strays;
    }

    private async Task<ReplayCheckpoint> ResumeAsync(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var left = await session.LoadAsync<ReplayCheckpoint>(ReplayCheckpoint.OfRegistry, cancel);
        return left is not null && time.GetUtcNow() - left.At < CheckpointKeeps
            ? left
            : new ReplayCheckpoint(ReplayCheckpoint.OfRegistry, "", 0, 0, time.GetUtcNow());
    }

    /// <summary>How far it has come, told by parts that are folded at the same time.</summary>
    private sealed class Tally
    {
        private readonly Lock gate = new();
        private readonly IProgress<RebuildProgress> progress;
        private RebuildProgress done;

        public Tally(IProgress<RebuildProgress> progress, RebuildProgress begin)
        {
            (this.progress, done) = (progress, begin);
            progress.Report(begin);
        }

        public void Folded(int events) =>
            Tell(so => so with { Events = so.Events + events, Total = Math.Max(so.Total, so.Events + events) });

        public void Replaced(int documents, int kept) => Tell(so => so with { Replaced = documents, Kept = kept });

        /// <summary>What others appended meanwhile is folded too, and part of the whole.</summary>
        public RebuildProgress End(long events) => Tell(so => so with { Events = events, Total = Math.Max(so.Total, events) });

        private RebuildProgress Tell(Func<RebuildProgress, RebuildProgress> next)
        {
            lock (gate)
            {
                done = next(done);
                progress.Report(done);
                return done;
            }
        }
    }
}
