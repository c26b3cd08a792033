using Microsoft.Extensions.Logging;
using Pipeline.Producer.Machine;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Agents;

/// <summary>
/// Runs an agent for the host until the process is stopped. When the machine's termination is announced, the host deregisters, and no agent
/// runs until the announcement is withdrawn.
/// </summary>
/// <param name="createAgent">Creates an agent for each run.</param>
/// <param name="settings">The agents' settings.</param>
/// <param name="terminations">Watches for announcements; null if there are none, or if they are to be ignored.</param>
/// <param name="addresses">Watches for another address of the host; null if its address is set.</param>
/// <param name="logger">Logs announcements.</param>
internal sealed class AgentSupervisor(
    Func<HostAgent> createAgent,
    AgentSettings settings,
    TerminationMonitor? terminations,
    AddressMonitor? addresses,
    ILogger<AgentSupervisor> logger)
{
    /// <summary>An announced termination is two minutes ahead; the bus may need some of them.</summary>
    private static readonly TimeSpan DeregistrationTimeout = TimeSpan.FromSeconds(60);

    private string Host => settings.HostName ?? settings.EngineName;

    /// <summary>Returns when it is cancelled and the agent has ended.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (terminations is null)
        {
            await RunAgentAsync(() => FindDeregistration(announcement: null), stop);
            return;
        }

        while (!stop.IsCancellationRequested)
        {
            await RunUntilTerminationAsync(terminations, stop);
            if (!stop.IsCancellationRequested) await WaitForWithdrawalAsync(terminations, stop);
        }
    }

    /// <summary>Returns when the process is stopped, or when the host has deregistered because its termination is announced.</summary>
    private async Task RunUntilTerminationAsync(TerminationMonitor monitor, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        string? announcement = null;
        var waiting = WaitForAnnouncementAsync();
        await RunAgentAsync(() => FindDeregistration(announcement), end.Token);
        await waiting;

        async Task WaitForAnnouncementAsync()
        {
            try
            {
                announcement = await monitor.WaitForAnnouncementAsync(end.Token);
                Log.TerminationAnnounced(logger, Host, announcement);
                await end.CancelAsync();
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private async Task RunAgentAsync(Func<Deregistration?> findDeregistration, CancellationToken end)
    {
        var agent = createAgent();
        var following = addresses?.RunAsync(agent.MoveTo, end) ?? Task.CompletedTask;
        await agent.RunAsync(findDeregistration, end);
        await following;
    }

    private async Task WaitForWithdrawalAsync(TerminationMonitor monitor, CancellationToken stop)
    {
        try
        {
            await monitor.WaitForWithdrawalAsync(stop);
            Log.TerminationWithdrawn(logger, Host);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private Deregistration? FindDeregistration(string? announcement) =>
        announcement is not null ? new(announcement, DeregistrationTimeout) : settings.LeaveOnShutdown ? Deregistration.OnShutdown : null;
}
