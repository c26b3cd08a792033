using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Ecs;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Watching;

namespace Pipeline.Producer;

/// <summary>
/// One host's agent: follows its engine and states what it finds. An engine that is away is waited for, a container that cannot be
/// inspected is tried again, a bus that is away is outlasted; only cancellation ends it.
/// </summary>
public sealed class HostAgent
{
    private static readonly Backoff Reconnect = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15));
    private readonly IEngine engine;
    private readonly AgentSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ITaskAddresses tasks;
    private readonly FactOutbox outbox;
    private readonly Channel<bool> reportOwed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile AgentStatus status = new(AgentPhase.Connecting, Host: null, Message: null, Stamp.None, Unpublished: 0);
    private HostJournal? journal;
    private (string EngineId, DateTimeOffset At)? lastHint;

    /// <exception cref="ArgumentException">The settings have problems.</exception>
    public HostAgent(IEngine engine, IFactBus bus, AgentSettings settings, TimeProvider time, ILoggerFactory logs)
    {
        if (settings.Problems() is [_, ..] problems) throw new ArgumentException(string.Join("; ", problems), nameof(settings));
        (this.engine, this.settings, this.time) = (engine, settings, time);
        logger = logs.CreateLogger<HostAgent>();
        tasks = settings.EcsIntrospection is { } ecs
            ? new EcsIntrospection(ecs, new HttpClient { Timeout = TimeSpan.FromSeconds(2) }, logs.CreateLogger<EcsIntrospection>())
            : NoTaskAddresses.Instance;
        outbox = new FactOutbox(bus, settings.OutboxCapacity, () => reportOwed.Writer.TryWrite(true), () => Name, time, logger);
    }

    /// <summary>What the agent is doing now.</summary>
    public AgentStatus Status => status with { Unpublished = outbox.Depth };

    /// <summary>Works until it is cancelled, and returns then.</summary>
    public Task RunAsync(CancellationToken cancel) => RunAsync(() => settings.LeaveOnShutdown ? Departure.OnShutdown : null, cancel);

    /// <summary>Works until it is cancelled, and returns then.</summary>
    /// <param name="departure">Asked in the end: how the host takes its leave; null where it does not.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(Func<Departure?> departure, CancellationToken cancel)
    {
        var epoch = Epoch.Next(time);
        var publishing = outbox.RunAsync(cancel);
        for (var failures = 0; !cancel.IsCancellationRequested;)
        {
            try
            {
                await FollowAsync(epoch, reported: () => failures = 0, cancel);
            }
            catch (Exception failure)
            {
                // Whatever is thrown once it is cancelled, an engine's last failure included, is the end it was asked for.
                if (!cancel.IsCancellationRequested) await WaitAsync(++failures, failure, cancel);
            }
        }

        await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (departure() is { } leave) await LeaveAsync(leave);
    }

    private async Task FollowAsync(long epoch, Action reported, CancellationToken cancel)
    {
        status = status with { Phase = AgentPhase.Connecting };
        var description = await engine.DescribeAsync(cancel);
        journal ??= new HostJournal(HostNaming.Identify(description, settings), epoch, settings.DrainLimit, outbox.Add, time);
        Log.Watching(logger, journal.Host.Name, description.Product, journal.Host.Address, epoch);

        var observer = new ContainerObserver(engine, tasks, settings.Address);
        var watch = new EngineWatch(engine, description, observer, journal, settings, time, logger);
        try
        {
            await watch.RunAsync(Since(description), reportOwed.Reader, report => { reported(); Reported(report); }, cancel);
        }
        finally
        {
            lastHint = (description.Id, watch.LastHintAt);
        }
    }

    // After a broken stream the same engine is asked from the last hint on: signals that were sent meanwhile are seen nowhere else.
    private DateTimeOffset Since(EngineDescription description) =>
        lastHint is { } last && last.EngineId == description.Id && last.At < description.Clock ? last.At : description.Clock;

    private void Reported(Stamp report) =>
        status = status with { Phase = AgentPhase.Watching, Host = journal!.Host, Message = null, Statement = report };

    // Until its engine has told the host's name, the log calls it by the engine's.
    private string Name => journal?.Host.Name ?? settings.EngineName;

    private async Task WaitAsync(int failures, Exception failure, CancellationToken cancel)
    {
        var delay = Reconnect.After(failures, Random.Shared.NextDouble());
        Telemetry.Reconnects.Add(1);
        if (Backoff.IsTold(failures)) Log.EngineAway(logger, Name, failures, failure.Message);
        status = status with { Phase = AgentPhase.Waiting, Message = failure.Message };
        await Task.Delay(delay, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LeaveAsync(Departure departure)
    {
        if (journal is null) return;
        status = status with { Statement = journal.Leave(departure.Reason) };
        using var limit = new CancellationTokenSource(departure.Within, time);
        try
        {
            await outbox.FlushAsync(limit.Token);
        }
        catch (Exception failure)
        {
            Log.LeaveFailed(logger, Name, failure.Message);
        }
    }
}
