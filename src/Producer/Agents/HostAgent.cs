using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Ecs;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Outbox;
using Pipeline.Producer.Settings;
using Pipeline.Producer.Telemetry;
using Pipeline.Producer.Watching;

namespace Pipeline.Producer.Agents;

/// <summary>
/// The agent of one host: watches its engine and publishes what it observes. It reconnects to an engine that is unreachable, repeats an
/// inspection that fails, and keeps facts while the bus is unreachable. Only cancellation ends it.
/// </summary>
public sealed class HostAgent
{
    private static readonly TimeSpan EcsTimeout = TimeSpan.FromSeconds(2);

    /// <summary>A service manager that waits for the agent soon kills it.</summary>
    private static readonly TimeSpan DeregistrationTimeout = TimeSpan.FromSeconds(5);

    private readonly IEngine engine;
    private readonly ITaskAddressReader tasks;
    private readonly AgentSettings settings;
    private readonly IncarnationSource incarnations;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger logger;
    private readonly FactOutbox outbox;
    private readonly Backoff reconnect;

    // Many requests, one report: it holds one request at most.
    private readonly Channel<bool> reportRequests =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile AgentStatus status = new(AgentPhase.Connecting, Host: null, Message: null, Stamp.None, Unpublished: 0);
    private volatile HostFactWriter? writer;
    private volatile EngineMonitor? monitor;
    private volatile string? movedTo;
    private volatile HostEnding? ending;
    private (string EngineId, DateTimeOffset At)? lastHint;

    /// <param name="engine">The engine to watch.</param>
    /// <param name="bus">Where facts are published.</param>
    /// <param name="settings">The agent's settings.</param>
    /// <param name="incarnations">Names and numbers the starts of agents; shared by all agents of the process.</param>
    /// <param name="time">The host's clock.</param>
    /// <param name="random">Spreads retries and reports. It must be safe for several threads, as <see cref="Random.Shared"/> is.</param>
    /// <param name="logs">Creates the loggers.</param>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    public HostAgent(
        IEngine engine, IFactBus bus, AgentSettings settings, IncarnationSource incarnations, TimeProvider time, Random random,
        ILoggerFactory logs)
    {
        if (settings.Validate() is [_, ..] problems) throw new ArgumentException(string.Join("; ", problems), nameof(settings));
        (this.engine, this.settings, this.incarnations, this.time, this.random) = (engine, settings, incarnations, time, random);
        logger = logs.CreateLogger<HostAgent>();
        tasks = settings.EcsIntrospection is { } ecs
            ? new EcsIntrospectionClient(ecs, new HttpClient { Timeout = EcsTimeout }, logs.CreateLogger<EcsIntrospectionClient>())
            : NoTaskAddresses.Instance;
        outbox = new FactOutbox(bus, settings.OutboxCapacity, () => reportRequests.Writer.TryWrite(true), () => Name, time, random, logger);
        reconnect = new Backoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15), random);
    }

    /// <summary>What the agent is doing now.</summary>
    public AgentStatus Status => status with { Unpublished = outbox.Depth, Unanswered = monitor?.Unanswered ?? 0 };

    private string Address => movedTo ?? settings.Address;

    // The engine's name stands in until the engine has answered with its host's.
    private string Name => writer?.Host.Name ?? settings.EngineName;

    /// <summary>
    /// Runs until it is cancelled. Then it deregisters the host if <see cref="AgentSettings.LeaveOnShutdown"/> is set, or if the host's end
    /// is announced and nothing runs there that claims a name; what still runs stays in DNS.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var start = incarnations.Next();
        var publishing = outbox.RunAsync(cancel);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(start, cancel);
            }
            catch (Exception failure)
            {
                // Once it is cancelled, every exception is the end that was asked for, also a last failure of the engine.
                if (!cancel.IsCancellationRequested) await DelayReconnectAsync(failure, cancel);
            }
        }

        await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (FindDeregistrationReason() is { } reason) await DeregisterAsync(reason);
    }

    /// <summary>Reports that the host's end is announced, or not any more, and observes it closely for as long as it is.</summary>
    public void Announce(HostEnding? announced)
    {
        if (announced != ending && announced is not null) Log.EndAnnounced(logger, Name, announced.Reason);
        if (announced != ending && announced is null) Log.EndWithdrawn(logger, Name);
        ending = announced;
        if (writer?.Announce(announced) is true) reportRequests.Writer.TryWrite(true);
    }

    /// <summary>Reports the host at another address from now on, with all claims that are reached through it.</summary>
    public void MoveTo(string address)
    {
        movedTo = address;
        if (writer is not { } current || current.Host.Address == address) return;
        Log.Moved(logger, current.Host.Name, address);
        current.Move(address);
        reportRequests.Writer.TryWrite(true);
    }

    private async Task WatchAsync(Stamp start, CancellationToken cancel)
    {
        status = status with { Phase = AgentPhase.Connecting };
        var description = await engine.DescribeAsync(cancel);
        writer ??= new HostFactWriter(
            HostNaming.Identify(description, settings) with { Address = Address, Address6 = settings.Address6 },
            start, settings.DrainLimit, outbox.Add, time);
        writer.Announce(ending);
        Log.Watching(logger, writer.Host.Name, description.Product, writer.Host.Address, start.Epoch, start.Speaker);

        var addresses = () => new InterfaceAddresses(writer.Host.Address, writer.Host.Address6);
        var inspector = new ContainerInspector(engine, tasks, addresses, settings.OwnerLabel);
        monitor = new EngineMonitor(engine, description, inspector, writer, settings, time, random, logger);
        try
        {
            await monitor.RunAsync(FindResumeTime(description), reportRequests.Reader, OnReported, cancel);
        }
        finally
        {
            lastHint = (description.Id, monitor.LastHintAt);
            monitor = null;
            writer.Disconnect();
        }
    }

    // If the same engine is back, its hints are resumed from the last one: a signal that was sent in between shows nowhere else.
    private DateTimeOffset FindResumeTime(EngineDescription description) =>
        lastHint is { } last && last.EngineId == description.Id && last.At < description.Clock ? last.At : description.Clock;

    private void OnReported(Stamp report)
    {
        reconnect.Reset();
        status = status with { Phase = AgentPhase.Watching, Host = writer!.Host, Message = null, LastReport = report };
    }

    private async Task DelayReconnectAsync(Exception failure, CancellationToken cancel)
    {
        var pause = reconnect.Next();
        ProducerTelemetry.Reconnects.Add(1);
        var reason = FailureWords.Describe(failure);
        if (FailureLogging.IsDue(reconnect.Failures)) Log.EngineUnreachable(logger, Name, reconnect.Failures, reason);
        status = status with { Phase = AgentPhase.Waiting, Message = reason };
        await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private string? FindDeregistrationReason() => settings.LeaveOnShutdown ? "shutdown"
        : ending is { } announced && writer?.ReportedContainers is { Count: 0 } ? announced.Reason
        : null;

    private async Task DeregisterAsync(string reason)
    {
        if (writer is null) return; // nothing was ever reported
        status = status with { LastReport = writer.Deregister(reason) };
        using var timeout = new CancellationTokenSource(DeregistrationTimeout, time);
        try
        {
            await outbox.FlushAsync(timeout.Token);
        }
        catch (Exception failure)
        {
            Log.DeregistrationFailed(logger, Name, FailureWords.Describe(failure));
        }
    }
}
