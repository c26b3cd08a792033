using Pipeline.Console.Api.Snapshots;
using Pipeline.Console.Live;
using Pipeline.Core.Pacing;

namespace Pipeline.Console.Api.Delivery;

/// <summary>
/// Sends the answer to a question in one of three ways:
/// <code>
/// the request has                                 it gets
/// neither of the following                        the answer
/// If-None-Match with the ETag of the answer       304; with wait=30s the next answer, or 304 after this time
/// Accept: text/event-stream                       the answer now and at each change, as events
/// </code>
/// </summary>
internal sealed class Responder(SnapshotFeed feed, EventStream events, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>The header that says since when the database does not answer, while older knowledge is sent.</summary>
    public const string StaleSince = "Stale-Since";

    private const string RetryAfterSeconds = "5";

    /// <param name="http">The request.</param>
    /// <param name="question">What it asks.</param>
    /// <param name="wait">How long it waits for a change, as it is written; null for not at all.</param>
    public async Task<IResult> AnswerAsync(HttpContext http, Question question, string? wait)
    {
        var patience = TimeSpan.Zero;
        if (wait is not null)
        {
            if (Durations.Parse(wait, TimeSpan.Zero, LongestWait) is not { } parsed)
                return Problems.BadParameter("wait", wait.Length <= 64 ? wait : wait[..64] + "…", "a time of at most 5m, such as 30s");
            patience = parsed;
        }

        try
        {
            return IsStream(http.Request) ? await FollowAsync(http, question) : await WaitAsync(http, question, patience);
        }
        catch (NeverReadException)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Problems.DatabaseAway();
        }
    }

    private async Task<IResult> WaitAsync(HttpContext http, Question question, TimeSpan patience)
    {
        var cancel = http.RequestAborted;
        var snapshot = await feed.CurrentAsync(cancel);
        var outcome = await snapshot.AskAsync(question, cancel);
        if (outcome is not Outcome.Found found || !EntityTags.Has(http.Request, found.Answer) || patience == TimeSpan.Zero)
            return Send(http, outcome);

        if (feed.TryWait() is not { } waiting) return RefuseToWait(http);
        using var _ = waiting;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        var began = time.GetTimestamp();
        try
        {
            while (outcome is Outcome.Found same && EntityTags.Has(http.Request, same.Answer)
                && patience - time.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            {
                snapshot = await feed.NextAsync(snapshot, left, ended.Token);
                outcome = await snapshot.AskAsync(question, ended.Token);
            }
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            // Nothing changed until the end of the wait, or of this process: a client asks again.
        }

        return Send(http, outcome);
    }

    private async Task<IResult> FollowAsync(HttpContext http, Question question)
    {
        var snapshot = await feed.CurrentAsync(http.RequestAborted);
        if (await snapshot.AskAsync(question, http.RequestAborted) is Outcome.Missing missing) return Problems.Missing(missing.What);
        if (feed.TryWait() is not { } waiting) return RefuseToWait(http);
        http.Response.RegisterForDispose(waiting);
        var known = http.Request.Headers["Last-Event-ID"].ToString();
        return TypedResults.ServerSentEvents(events.FollowAsync(question, snapshot, known, http.RequestAborted));
    }

    private IResult Send(HttpContext http, Outcome outcome)
    {
        if (outcome is Outcome.Missing missing) return Problems.Missing(missing.What);
        if (feed.StaleSince is { } since) http.Response.Headers[StaleSince] = since.ToString("O");
        return new AnswerResult(((Outcome.Found)outcome).Answer);
    }

    private static IResult RefuseToWait(HttpContext http)
    {
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problems.TooManyWait();
    }

    private static bool IsStream(HttpRequest request) =>
        request.Headers.Accept.ToString().StartsWith("text/event-stream", StringComparison.Ordinal);
}
