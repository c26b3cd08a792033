using Npgsql;
using Pipeline.Up;

namespace Pipeline.Databases;

/// <summary>
/// Ends a process whom the database no longer lets in: its password was changed, and only whoever starts the process can give it the new one
/// (ECS hands a secret to a task when the task starts). Open connections go on for a while, so this asks with one of its own.
/// </summary>
internal sealed class LoginWatch(string database, IHostApplicationLifetime process, TimeProvider time, ILogger<LoginWatch> log) : BackgroundService
{
    /// <summary>How often it asks; refused twice in a row is refused.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly string own = new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (DatabaseReach reach = new DatabaseReach.Reached(); ;)
        {
            await Task.Delay(Pause, time, stoppingToken);
            var before = reach;
            reach = await DatabaseReach.ProbeAsync(own, stoppingToken);
            if (before is not DatabaseReach.Refused || reach is not DatabaseReach.Refused refused) continue;

            log.LoginRefused(DatabaseReach.PlaceOf(database), refused.Reason);
            process.StopApplication();
            return;
        }
    }
}
