using Pipeline.Postgres;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Zone.Local;

namespace Pipeline.Drill.Scene;

/// <summary>What an incident can happen to: the parts of one simulated pipeline.</summary>
/// <param name="Fleet">Its hosts.</param>
/// <param name="Zone">Its zone.</param>
/// <param name="Leases">Where its process asks for leadership.</param>
/// <param name="Leadership">Whether its process leads.</param>
/// <param name="Database">The connection string of its private database.</param>
/// <param name="Time">The clock.</param>
internal sealed record DrillScene(
    DrillFleet Fleet, LocalZone Zone, FreezableLeases Leases, LeaderLoop Leadership, string Database, TimeProvider Time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public Task CloseDatabaseAsync() => DatabaseClosure.CloseAsync(Database);

    public Task OpenDatabaseAsync() => DatabaseClosure.OpenAsync(Database);

    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(PollInterval, Time);
    }

    /// <summary>Does something again and again, at once and after each pause.</summary>
    /// <returns>What ends it.</returns>
    public Func<Task> Repeat(TimeSpan pause, Action act)
    {
        var stop = new CancellationTokenSource();
        var acting = ActAsync();
        return async () =>
        {
            await stop.CancelAsync();
            await acting;
            stop.Dispose();
        };

        async Task ActAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                act();
                await Task.Delay(pause, Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
