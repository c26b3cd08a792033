using Microsoft.Extensions.Logging;
using Pipeline.Postgres.Files;

namespace Pipeline.Postgres.Servers;

/// <summary>Watches a running server and restarts it, on the same port that its clients know, if it ends unexpectedly.</summary>
internal sealed class ServerSupervisor : IAsyncDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ServerFiles files;
    private readonly ServerControl control;
    private readonly int port;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Task supervising;

    public ServerSupervisor(ServerFiles files, ServerControl control, int port, TimeProvider time, ILogger logger)
    {
        (this.files, this.control, this.port, this.time, this.logger) = (files, control, port, time, logger);
        supervising = SuperviseAsync(stop.Token);
    }

    /// <summary>Stops watching: from now on the server may end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await supervising.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task SuperviseAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        while (await timer.WaitForNextTickAsync(cancel))
            if (Postmaster.Find(files.Cluster) is null) await RestartAsync(cancel);
    }

    // The only backoff here, without jitter: one process restarts one server.
    private async Task RestartAsync(CancellationToken cancel)
    {
        logger.Ended(port);
        for (var pause = CheckInterval; await TryStartAsync() is { } failure; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            logger.RestartFailed(failure, pause);
            await Task.Delay(pause, time, cancel);
        }

        logger.Restarted(port);
    }

    /// <returns>Null if it started, otherwise the reason. Any failure may be temporary, even a full disk.</returns>
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
