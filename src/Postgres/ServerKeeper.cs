using Microsoft.Extensions.Logging;

namespace Pipeline.Postgres;

/// <summary>
/// Looks after a running server: one that ends without being asked to is started again, on its old port, because its clients know
/// no other.
/// </summary>
internal sealed class ServerKeeper : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ServerFiles files;
    private readonly ServerControl control;
    private readonly int port;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Task keeping;

    public ServerKeeper(ServerFiles files, ServerControl control, int port, TimeProvider time, ILogger logger)
    {
        (this.files, this.control, this.port, this.time, this.logger) = (files, control, port, time, logger);
        keeping = KeepAsync(stop.Token);
    }

    /// <summary>Looks away: from now on the server may end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task KeepAsync(CancellationToken cancel)
    {
        using var looks = new PeriodicTimer(LookEvery, time);
        while (await looks.WaitForNextTickAsync(cancel))
            if (Postmaster.Of(files.Cluster) is null) await StartAgainAsync(cancel);
    }

    private async Task StartAgainAsync(CancellationToken cancel)
    {
        logger.Ended(port);
        for (var pause = LookEvery; await TryStartAsync() is { } failure; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            logger.DoesNotStartAgain(failure, pause);
            await Task.Delay(pause, time, cancel);
        }

        logger.AnswersAgain(port);
    }

    /// <returns>Null when it started, else the reason why not; whatever that is may pass, a full disk included.</returns>
    private async Task<string?> TryStartAsync()
    {
        try
        {
            return await control.TryStartAsync(port);
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }
}
