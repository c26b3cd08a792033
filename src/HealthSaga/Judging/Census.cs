using Microsoft.Extensions.Hosting;
using Npgsql;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga.Judging;

/// <summary>Counts the sagas by state, for whoever watches the whole; done by the process that judges, so that each is counted once.</summary>
internal sealed class Census(HealthStore store, Duties duties, TimeProvider time, ILogger<Census> log) : BackgroundService
{
    private const string ByState = $"select data -> 'Health' ->> 'State', count(*) from {HealthStore.Schema}.mt_doc_saga where is_live group by 1";

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LooksForDuty = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (duties.Judges) await CountAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.NotCounted(failure.Message);
            }

            await Task.Delay(duties.Judges ? Pace : LooksForDuty, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CountAsync(CancellationToken cancel)
    {
        await using var connection = await store.ConnectAsync(cancel);
        await using var command = new NpgsqlCommand(ByState, connection);
        var counted = new Dictionary<HealthState, long>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                counted[StoredWords.Parse<HealthState>(rows.GetString(0))] = rows.GetInt64(1);

        // A state that nobody stands in any more is said to be empty.
        foreach (var state in Enum.GetValues<HealthState>()) HealthTelemetry.Counted(state, counted.GetValueOrDefault(state));
    }
}
