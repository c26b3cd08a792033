using Pipeline.Contracts;
using Pipeline.Core.Status;

namespace Pipeline.History.Status;

/// <summary>
/// Asks every source by itself, each with a deadline, and finds what is wrong. It asks the database and the zone, and no process: one
/// that is frozen could only say what it knew.
/// </summary>
public sealed class StatusReader : IStatusReader, IZoneReader
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Reading a zone of ten thousand records takes 34 calls.</summary>
    private static readonly TimeSpan ZoneDeadline = TimeSpan.FromSeconds(20);

    /// <summary>Everybody who asks within this time gets the same answer.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>Reading the zone takes from the account's budget, unless this process holds it in memory.</summary>
    private static readonly TimeSpan FreshZone = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FreshQueues = TimeSpan.FromSeconds(15);

    /// <summary>The database is read for a fifth of the time at most: one that is slow is in trouble, and its status is of now.</summary>
    private const int Rest = 4;

    /// <summary>Reading the zone takes from a budget that the leader needs.</summary>
    private const int RestOfZone = 20;

    private readonly StatusSources sources;
    private readonly TimeProvider time;
    private readonly SharedReading<StatusView> status;
    private readonly SharedReading<SourceAnswer<ZoneFacts>> zone;
    private readonly SharedReading<SourceAnswer<QueuesFacts>> queues;

    public StatusReader(StatusSources sources, TimeProvider time)
    {
        (this.sources, this.time) = (sources, time);
        status = new(ReadAllAsync, Fresh, Rest, time);
        zone = new(() => AskAsync(sources.ReadZoneAsync, ZoneDeadline), sources.IsZoneHere ? Fresh : FreshZone, RestOfZone, time);
        queues = new(() => AskAsync(AskQueuesAsync, Deadline), FreshQueues, Rest, time);
    }

    public Task<StatusView> ReadAsync(CancellationToken cancel) => status.ReadAsync(cancel);

    /// <inheritdoc/>
    public Task<SourceAnswer<ZoneFacts>> ReadZoneAsync(CancellationToken cancel) => zone.ReadAsync(cancel);

    /// <summary>The status while the database cannot even be asked.</summary>
    public static StatusView WithoutDatabase(string failure, string domain, DateTimeOffset now) =>
        StatusSummary.Of(new() { Now = now, DatabaseFailure = failure }, domain);

    private async Task<StatusView> ReadAllAsync()
    {
        var waiting = queues.ReadAsync(CancellationToken.None);
        var database = await AskAsync<string>(sources.FindDatabaseFailure, Deadline);
        if ((database.Value ?? database.Failure) is { } failure)
            return StatusSummary.Of(
                new() { Now = time.GetUtcNow(), DatabaseFailure = failure, Queues = await waiting }, sources.Settings.Domain);

        var leading = AskAsync(sources.ReadLeaderAsync, Deadline);
        var registry = AskAsync(cancel => sources.ReadRegistryAsync(time, cancel), Deadline);
        var health = AskAsync(sources.ReadHealthAsync, Deadline);
        var compared = zone.ReadAsync(CancellationToken.None);
        var led = await leading;
        return StatusSummary.Of(
            new()
            {
                Now = led.Value?.Now ?? time.GetUtcNow(),
                Leader = new(led.Value?.Leader, led.Failure),
                Registry = await registry,
                Health = await health,
                Zone = await compared,
                Queues = await waiting,
            },
            sources.Settings.Domain);
    }

    private async Task<QueuesFacts?> AskQueuesAsync(CancellationToken cancel) =>
        sources.Queues is { } reader ? await reader.ReadAsync(cancel) : null;

    private async Task<SourceAnswer<T>> AskAsync<T>(Func<CancellationToken, Task<T?>> ask, TimeSpan deadline) where T : class
    {
        using var over = new CancellationTokenSource(deadline, time);
        try
        {
            // What hangs in spite of its cancellation is left behind.
            return new(await ask(over.Token).WaitAsync(over.Token), null);
        }
        catch (OperationCanceledException)
        {
            return new(null, $"no answer within {deadline.TotalSeconds:0} s");
        }
        catch (Exception failure)
        {
            return new(null, FailureWords.Describe(failure));
        }
    }
}
