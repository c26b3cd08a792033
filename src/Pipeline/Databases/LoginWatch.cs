using Pipeline.Store.Connections;

namespace Pipeline.Databases;

/// <summary>
/// Stops the process when the database rejects its login: the password was changed, and only a restart brings the new one (ECS injects
/// secrets when a task starts). Open connections keep working for a while, so this opens new ones.
/// </summary>
internal sealed class LoginWatch(
    string database, IHostApplicationLifetime process, TimeProvider time, ILogger<LoginWatch> log) : BackgroundService
{
    /// <summary>The interval; two rejections in a row count.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (DatabaseReach reach = new DatabaseReach.Reached(); ;)
        {
            await Task.Delay(Pause, time, stoppingToken);
            var before = reach;
            reach = await DatabaseReach.ProbeLoginAsync(database, stoppingToken);
            if (before is not DatabaseReach.Refused || reach is not DatabaseReach.Refused refused) continue;

            log.LoginRefused(DatabaseReach.PlaceOf(database), refused.Reason);
            process.StopApplication();
            return;
        }
    }
}
