using Microsoft.Extensions.Logging;
using Pipeline.Producer.Machine;

namespace Pipeline.Producer.Running;

/// <summary>
/// Has an agent speak for the host until the process is stopped. When the machine's end is announced the host takes its leave, and nobody
/// speaks for it any more, unless the announcement is taken back.
/// </summary>
/// <param name="agent">Makes an agent; each has a life of its own.</param>
/// <param name="settings">Its settings.</param>
/// <param name="notices">Null where no end is announced, or none is to be heeded.</param>
/// <param name="logger">Where it is told.</param>
internal sealed class HostLife(Func<HostAgent> agent, AgentSettings settings, EndNotices? notices, ILogger<HostLife> logger)
{
    /// <summary>An announced end leaves two minutes; the bus may need some of them.</summary>
    private static readonly TimeSpan LeaveOnNoticeWithin = TimeSpan.FromSeconds(60);

    private string Host => settings.HostName ?? settings.EngineName;

    /// <summary>Returns when it is cancelled and the agent has ended.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (notices is null)
        {
            await agent().RunAsync(stop);
            return;
        }

        while (!stop.IsCancellationRequested)
        {
            await LiveAsync(notices, stop);
            if (!stop.IsCancellationRequested) await StayAwayAsync(notices, stop);
        }
    }

    /// <summary>Returns when the process is stopped, or the host has left because its end is announced.</summary>
    private async Task LiveAsync(EndNotices watched, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        string? announced = null;
        var waiting = WaitAsync();
        await agent().RunAsync(() => Departure(announced), end.Token);
        await waiting;

        async Task WaitAsync()
        {
            try
            {
                announced = await watched.WaitAsync(end.Token);
                Log.Leaving(logger, Host, announced);
                await end.CancelAsync();
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private async Task StayAwayAsync(EndNotices watched, CancellationToken stop)
    {
        try
        {
            await watched.WaitForNoneAsync(stop);
            Log.Staying(logger, Host);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private Departure? Departure(string? announced) =>
        announced is not null ? new(announced, LeaveOnNoticeWithin) : settings.LeaveOnShutdown ? Producer.Departure.OnShutdown : null;
}
