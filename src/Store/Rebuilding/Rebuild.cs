using System.Text.Json;
using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.Core.Names;
using Pipeline.History.Replay;
using Pipeline.Store.Connections;
using Pipeline.Store.Events;
using Pipeline.Store.Locks;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Rebuilding;

/// <summary>
/// Rebuilds the registry's documents from their streams, part by part, while other processes write documents. A part is folded without
/// a lock. Then, in a transaction that excludes other writers, the streams that changed meanwhile are folded again, the differing documents
/// are written, and the progress is stored. After a crash, the next run continues from the stored progress.
/// </summary>
/// <remarks>Leases are not folded from a stream, so a rebuild does not change them.</remarks>
internal sealed class Rebuild(IDocumentStore store, TimeProvider time)
{
    /// <summary>How many parts are folded concurrently and ahead of the part that is written.</summary>
    private const int PartsAhead = 3;

    private static readonly TimeSpan CheckpointLifetime = TimeSpan.FromDays(1);

    private readonly ISerializer serializer = store.Options.Serializer();
    private readonly StreamFold fold = new(new EventDecoder(store.Options.Serializer()));

    /// <exception cref="ReplayRefusedException">Another replay is running.</exception>
    public async Task<RebuildProgress> RunAsync(IProgress<RebuildProgress> progress, CancellationToken cancel)
    {
        await store.Storage.Database.EnsureStorageExistsAsync(typeof(NameBinding), cancel);
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await UseLongWorkAsync(connection, cancel);
        if (!await QueryBoolAsync(connection, AdvisoryLocks.TryBeginRebuild, cancel))
            throw new ReplayRefusedException("another replay of this registry is under way");
        try
        {
            return await RunAsync(connection, progress, cancel);
        }
        finally
        {
            if (connection.State is System.Data.ConnectionState.Open)
                await QueryBoolAsync(connection, AdvisoryLocks.EndRebuild, CancellationToken.None);
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
        var reporter = new ProgressReporter(progress, begin);

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
                        : FoldAsync(after, upto, reporter.ReportFolded, end.Token);
                    ahead.Enqueue((upto, next));
                    from = upto;
                }

                var part = ahead.Peek();
                checkpoint = await WriteAsync(connection, checkpoint, part.Upto, await part.Folded, cancel);
                ahead.Dequeue();
                reporter.ReportReplaced(checkpoint.Replaced, kept += (await part.Folded).Newer.Count);
                more = part.Upto is not null;
            }
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)Task.WhenAll(ahead.Select(part => part.Folded))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return reporter.ReportEnd(checkpoint.Events);
    }

    /// <summary>Folds the present streams after <paramref name="after"/> up to <paramref name="upto"/>.</summary>
    private async Task<FoldedStreams> FoldAsync(string after, string upto, Action<int> report, CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await UseLongWorkAsync(connection, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        return await fold.FoldAsync(connection, after, upto, until: null, report, cancel);
    }

    private static async Task UseLongWorkAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(ConnectionStrings.SetLongWork, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<bool> QueryBoolAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>Writes one part, or deletes the documents after the last part if <paramref name="upto"/> is null.</summary>
    private async Task<ReplayCheckpoint> WriteAsync(
        NpgsqlConnection connection, ReplayCheckpoint at, string? upto, FoldedStreams folded, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var exclude = new NpgsqlCommand(AdvisoryLocks.ExcludeWriters, connection) { CommandTimeout = 0 })
            await exclude.ExecuteNonQueryAsync(cancel);
        if (folded.Behind(await StreamFold.VersionsAsync(connection, at.Upto, upto, cancel)) is [_, ..] changed)
            folded.Add(await fold.FoldAsync(connection, changed, until: null, cancel));

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
            session, connection, at.Upto, upto, folded.Names, folded.Newer,
            name => (name.Id, name.Version),
            (name, newer) => name with { NewerMembers = newer },
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

    /// <summary>
    /// Replaces the documents that differ and deletes those without a stream. Documents of streams with events of a newer version are not
    /// changed.
    /// </summary>
    private async Task<int> ReplaceAsync<T>(
        IDocumentSession session, NpgsqlConnection connection, string after, string? upto, IEnumerable<T> folded, HashSet<string> newer,
        Func<T, (string Id, int Version)> of, Func<T, Dictionary<string, JsonElement>, T> withMembers, CancellationToken cancel)
        where T : notnull
    {
        var documents = folded.Where(document => !newer.Contains(of(document).Id)).ToList();
        var (missing, strays, members) = await DocumentComparison.DropDifferingAsync(connection, StoredTables.Of<T>(), after, upto,
            [.. documents.Select(document => (of(document).Id, of(document).Version, serializer.ToJson(document)))], [.. newer],
            StoredMembers.Of<T>(), cancel);
        var written = missing.ToHashSet();
        foreach (var document in documents.Where(document => written.Contains(of(document).Id)))
        {
            var (id, version) = of(document);
            session.UpdateRevision(members.TryGetValue(id, out var kept) ? withMembers(document, kept) : document, version);
        }

        return written.Count + strays;
    }

    private async Task<ReplayCheckpoint> ResumeAsync(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var stored = await session.LoadAsync<ReplayCheckpoint>(ReplayCheckpoint.OfRegistry, cancel);
        return stored is not null && time.GetUtcNow() - stored.At < CheckpointLifetime
            ? stored
            : new ReplayCheckpoint(ReplayCheckpoint.OfRegistry, "", 0, 0, time.GetUtcNow());
    }

    /// <summary>Sums the progress of parts that are folded concurrently, and reports it.</summary>
    private sealed class ProgressReporter
    {
        private readonly Lock gate = new();
        private readonly IProgress<RebuildProgress> progress;
        private RebuildProgress done;

        public ProgressReporter(IProgress<RebuildProgress> progress, RebuildProgress begin)
        {
            (this.progress, done) = (progress, begin);
            progress.Report(begin);
        }

        public void ReportFolded(int events) =>
            Report(now => now with { Events = now.Events + events, Total = Math.Max(now.Total, now.Events + events) });

        public void ReportReplaced(int documents, int kept) => Report(now => now with { Replaced = documents, Kept = kept });

        /// <summary>Events that other processes appended during the rebuild are folded too, so the total may increase.</summary>
        public RebuildProgress ReportEnd(long events) => Report(now => now with { Events = events, Total = Math.Max(now.Total, events) });

        private RebuildProgress Report(Func<RebuildProgress, RebuildProgress> next)
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
