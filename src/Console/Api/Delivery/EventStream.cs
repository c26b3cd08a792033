using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Pipeline.Console.Api.Snapshots;

namespace Pipeline.Console.Api.Delivery;

/// <summary>
/// Sends an answer as server-sent events. Each event <c>state</c> is the whole answer, and its id is the hash of the content: a client that
/// comes back with <c>Last-Event-ID</c>, to this process or to another, gets the state at once unless it has it. So nothing is lost in a
/// gap, and a reader that is slow gets the newest state and not what it missed; nothing is queued for it.
/// </summary>
internal sealed class EventStream(SnapshotFeed feed, IHostApplicationLifetime lifetime, Random random, TimeProvider time)
{
    public const string State = "state";

    public const string Beat = "beat";

    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestReconnect = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ReconnectSpread = TimeSpan.FromSeconds(2);

    /// <param name="question">What is asked.</param>
    /// <param name="snapshot">The first snapshot.</param>
    /// <param name="known">The id of the last event that the client has; empty for none.</param>
    /// <param name="cancel">The client has gone.</param>
    public async IAsyncEnumerable<SseItem<byte[]>> FollowAsync(
        Question question, Snapshot snapshot, string known, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);

        // Clients of a server that stops come back spread over time.
        TimeSpan? reconnect = ShortestReconnect + (ReconnectSpread * random.NextDouble());
        while (!ended.IsCancellationRequested)
        {
            if (await snapshot.AskAsync(question, cancel) is not Outcome.Found { Answer: var answer }) yield break;
            yield return answer.Hash == known
                ? new(StaleBeat(), Beat) { ReconnectionInterval = reconnect }
                : new(answer.Body, State) { EventId = known = answer.Hash, ReconnectionInterval = reconnect };
            reconnect = null;

            var began = time.GetTimestamp();
            while (await NextAsync(snapshot, BeatInterval - time.GetElapsedTime(began), ended.Token) is { } next)
            {
                snapshot = next;
                if (await snapshot.AskAsync(question, cancel) is not Outcome.Found { Answer.Hash: var hash } || hash != known) break;
            }
        }
    }

    /// <summary>Empty; while the database cannot be read, since when.</summary>
    private byte[] StaleBeat() => feed.StaleSince is { } since ? Encoding.UTF8.GetBytes($$"""{"staleSince":"{{since:O}}"}""") : [];

    /// <summary>Null when there is none in this time, or when this process ends.</summary>
    private async Task<Snapshot?> NextAsync(Snapshot snapshot, TimeSpan within, CancellationToken ended)
    {
        try
        {
            return within <= TimeSpan.Zero ? null : await feed.NextAsync(snapshot, within, ended);
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            return null;
        }
    }
}
