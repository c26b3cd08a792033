using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Replay;

/// <summary>
/// Makes the registry's documents anew from their streams, beside those who write them: part by part, each a transaction in which nobody else
/// writes, and which notes how far it came. Killed in between it goes on there. Only what differs is written.
/// </summary>
/// <remarks>Leases are no document of a stream: they are what hosts said last, and stay.</remarks>
public sealed class Rebuild(IDocumentStore store, TimeProvider time)
{
    /// <summary>Who rebuilds; two would only wait for each other.</summary>
    private const string OnlyOne = "select pg_try_advisory_lock(2, 1)";

    private const string Done = "select pg_advisory_unlock(2, 1)";

    private static readonly TimeSpan CheckpointKeeps = TimeSpan.FromDays(1);

    private readonly ISerializer serializer = store.Options.Serializer();
    private readonly StreamFold fold = new(new EventDecoder(store.Options.Serializer()));

    /// <exception cref="ReplayRefusedException">Another replay is under way.</exception>
    public async Task<RebuildProgress> RunAsync(IProgress<RebuildProgress> progress, CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        if (!await AskAsync(connection, OnlyOne, cancel)) throw new ReplayRefusedException("another replay of this registry is under way");
        try
        {
            return await RunAsync(connection, progress, cancel);
        }
        finally
        {
            if (connection.State is System.Data.ConnectionState.Open) await AskAsync(connection, Done, CancellationToken.None);
        }
    }

    private async Task<RebuildProgress> RunAsync(NpgsqlConnection connection, IProgress<RebuildProgress> progress, CancellationToken cancel)
    {
        var checkpoint = await ResumeAsync(cancel);
        var (_, total) = await StreamFold.CountAsync(connection, cancel);
        var done = new RebuildProgress(checkpoint.Events, Math.Max(total, checkpoint.Events), checkpoint.Replaced, checkpoint.Upto is "" ? null : checkpoint.Upto);
        progress.Report(done);
        for (var more = true; more;)
        {
            (checkpoint, more) = await AdvanceAsync(connection, checkpoint, cancel);
            done = done with { Events = checkpoint.Events, Total = Math.Max(done.Total, checkpoint.Events), Replaced = checkpoint.Replaced };
            progress.Report(done);
        }

        return done;
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string question, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    /// <summary>One part, or what lies behind the last.</summary>
    private async Task<(ReplayCheckpoint After, bool More)> AdvanceAsync(NpgsqlConnection connection, ReplayCheckpoint at, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await WritersTurn.TakeAsync(connection, WritersTurn.Alone, cancel);
        var upto = await StreamFold.NextAsync(connection, at.Upto, cancel);
        var folded = upto is null ? new FoldedStreams() : await fold.FoldAsync(connection, at.Upto, upto, until: null, cancel);

        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        var replaced = 0;
        replaced += await ReplaceAsync(session, connection, at.Upto, upto, folded.Containers, container => (container.Id, container.Version), cancel);
        replaced += await ReplaceAsync(session, connection, at.Upto, upto, folded.Hosts, host => (host.Id, host.Version), cancel);
        replaced += await ReplaceAsync(session, connection, at.Upto, upto, folded.Ledger, entry => (entry.Id, entry.Version), cancel);

        var after = at with { Upto = upto ?? at.Upto, Events = at.Events + folded.Events, Replaced = at.Replaced + replaced, At = time.GetUtcNow() };
        if (upto is null) session.Delete(after);
        else session.Store(after);
        await session.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (after, upto is not null);
    }

    /// <summary>Puts documents in the place of those that differ, or have no stream.</summary>
    private async Task<int> ReplaceAsync<T>(
        IDocumentSession session, NpgsqlConnection connection, string after, string? upto, List<T> documents, Func<T, (string Id, int Version)> of, CancellationToken cancel)
        where T : notnull
    {
        var (missing, strays) = await DocumentComparison.DropDifferingAsync(connection, typeof(T), after, upto,
            [.. documents.Select(document => (of(document).Id, of(document).Version, serializer.ToJson(document)))], cancel);
        var put = missing.ToHashSet();
        foreach (var document in documents.Where(document => put.Contains(of(document).Id))) session.UpdateRevision(document, of(document).Version);
        return put.Count + strays;
    }

    private async Task<ReplayCheckpoint> ResumeAsync(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<ReplayCheckpoint>(ReplayCheckpoint.OfRegistry, cancel) is { } left && time.GetUtcNow() - left.At < CheckpointKeeps
            ? left
            : new ReplayCheckpoint(ReplayCheckpoint.OfRegistry, "", 0, 0, time.GetUtcNow());
    }
}

/// <summary>How far a rebuild has come.</summary>
/// <param name="Events">Events folded.</param>
/// <param name="Total">Events there are.</param>
/// <param name="Replaced">Documents that were not what their streams fold to, and are now.</param>
/// <param name="Resumed">The stream behind which it went on; null where it began at the beginning.</param>
public sealed record RebuildProgress(long Events, long Total, int Replaced, string? Resumed);

/// <summary>How far a rebuild had come, to go on from where it was killed.</summary>
/// <param name="Id">What is rebuilt.</param>
/// <param name="Upto">The last stream that is done.</param>
public sealed record ReplayCheckpoint(string Id, string Upto, long Events, int Replaced, DateTimeOffset At)
{
    public const string OfRegistry = "registry";
}

/// <summary>A replay will not be done as it was asked for; the message says why, for people.</summary>
public sealed class ReplayRefusedException(string message) : Exception(message);
