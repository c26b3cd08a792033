using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Hosts;

/// <summary>
/// A host as it was last reported. Every fact is decided and stamped here, in the order of the observations. So a report, which is this
/// state with a stamp, sums up all facts before it, and only facts after it contradict it.
/// </summary>
internal sealed record HostState
{
    private static readonly ImmutableDictionary<string, ReportedContainer> NoContainers =
        ImmutableDictionary.Create<string, ReportedContainer>(StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, SentSignal> NoSignals =
        ImmutableDictionary.Create<string, SentSignal>(StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, CrashLoop> NoCrashLoops =
        ImmutableDictionary.Create<string, CrashLoop>(StringComparer.Ordinal);

    public required HostIdentity Host { get; init; }

    /// <summary>The stamp of the last fact.</summary>
    public required Stamp LastStamp { get; init; }

    /// <summary>By identifier, the containers that claim a service and run, stop or are paused.</summary>
    public ImmutableDictionary<string, ReportedContainer> Containers { get; private init; } = NoContainers;

    /// <summary>
    /// By identifier, the last signal to a container that was not inspected yet. The first inspection applies or drops it.
    /// </summary>
    public ImmutableDictionary<string, SentSignal> EarlySignals { get; private init; } = NoSignals;

    /// <summary>By template, the crashes that still count.</summary>
    public ImmutableDictionary<string, CrashLoop> CrashLoops { get; private init; } = NoCrashLoops;

    /// <summary>The host's announced end; null if there is none.</summary>
    public HostEnding? Ending { get; init; }

    private Stamp NextStamp => LastStamp with { Sequence = LastStamp.Sequence + 1 };

    /// <summary>The state of a host of which nothing was observed in this incarnation.</summary>
    /// <param name="start">The stamp before the first fact.</param>
    public static HostState Start(HostIdentity host, Stamp start) => new() { Host = host, LastStamp = start };

    /// <summary>Applies what was observed of one container.</summary>
    /// <returns>The new state, and the fact to publish; null if there is nothing new to report.</returns>
    public (HostState Next, IHostFact? Fact) Apply(Observation observation, DateTimeOffset now, TimeSpan drainLimit) => observation switch
    {
        Observation.Present present => ApplyPresent(present, now, drainLimit),
        Observation.Absent absent => WithoutEarlySignal(absent.ContainerId).ApplyAbsent(absent, now),
        Observation.Died died => (CountEnd(died.ContainerId, died.At, died.ExitCode, now), null),
        Observation.WithoutClaims container => (WithoutEarlySignal(container.ContainerId), null),
        Observation.Signalled signalled => ApplySignal(signalled, now),
        _ => throw new ArgumentOutOfRangeException(nameof(observation), observation, "unknown kind of observation"),
    };

    /// <summary>
    /// The state after the connection to the engine was lost: an engine that restarts ends its containers, so the ends of their current
    /// runs do not count as crashes.
    /// </summary>
    public HostState Disconnect() => this with
    {
        Containers = Containers.SetItems(
            Containers.Select(known => KeyValuePair.Create(known.Key, known.Value with { IsEndKnown = true }))),
    };

    /// <summary>The state at another address.</summary>
    public HostState Move(string address) => this with { Host = Host with { Address = address } };

    /// <summary>Reports everything that the host runs, as far as it was observed.</summary>
    /// <param name="now">The time by the host's clock.</param>
    /// <param name="interval">The time until the next report.</param>
    /// <param name="engine">The engine and its version.</param>
    /// <param name="uninspected">Containers that run and could not be inspected.</param>
    public (HostState Next, HostReported Fact) Report(
        DateTimeOffset now, TimeSpan interval, string engine, IReadOnlyCollection<string> uninspected)
    {
        var next = this with
        {
            LastStamp = NextStamp,
            CrashLoops = CrashLoops.RemoveRange(CrashLoops.Where(loop => !loop.Value.IsRemembered(now)).Select(loop => loop.Key)),
        };
        string[] unknown = [.. uninspected.Where(id => !Containers.ContainsKey(id)).Order(StringComparer.Ordinal)];
        return (next, new HostReported
        {
            Host = Host,
            Stamp = next.LastStamp,
            At = now,
            Interval = interval,
            Engine = engine,
            AgentVersion = AgentVersion.Number,
            Containers = [.. Containers.Values.Select(known => known.Snapshot).OrderBy(container => container.Id, StringComparer.Ordinal)],
            Uninspected = unknown is [] ? null : unknown,
            Ending = Ending,
        });
    }

    /// <summary>Deregisters the host: nothing runs on it any more.</summary>
    public (HostState Next, HostLeft Fact) Deregister(DateTimeOffset now, string reason)
    {
        var next = Start(Host, NextStamp);
        return (next, new HostLeft { Host = Host, Stamp = next.LastStamp, At = now, Reason = reason });
    }

    private (HostState, IHostFact?) ApplyPresent(Observation.Present present, DateTimeOffset now, TimeSpan drainLimit)
    {
        var before = Containers.GetValueOrDefault(present.ContainerId);
        if (before is not null && before.Snapshot.StartedAt != present.Container.StartedAt)
            return CountEnd(present.ContainerId, present.Container.StartedAt, exitCode: null, now)
                .ApplyPresentRun(before, present, now, drainLimit);
        return ApplyPresentRun(before, present, now, drainLimit);
    }

    private (HostState, IHostFact?) ApplyPresentRun(
        ReportedContainer? before, Observation.Present present, DateTimeOffset now, TimeSpan drainLimit)
    {
        var container = new ReportedContainer(
            present.Container, present.StopSignal, present.Template, KeepStopRequest(before, present.Container));
        container = before?.Snapshot.StartedAt == present.Container.StartedAt
            ? container.ContinueRun(before, now)
            : container.BeginRun(CrashLoops.GetValueOrDefault(present.Template), now);
        if (EarlySignals.TryGetValue(present.ContainerId, out var early) && container.IsStopRequest(early))
            container = container with { StopRequest = early };
        if (present.Container.Phase is ContainerPhase.Running && container.IsDraining(now, drainLimit))
            container = container with { Snapshot = container.Snapshot with { Phase = ContainerPhase.Stopping } };

        return WithoutEarlySignal(present.ContainerId).Put(container, IsNews(before?.Snapshot, container.Snapshot), now);
    }

    private (HostState, IHostFact?) ApplyAbsent(Observation.Absent absent, DateTimeOffset now)
    {
        if (!Containers.ContainsKey(absent.ContainerId)) return (this, null);
        var next = absent.Cause is StopCause.Exited ? CountEnd(absent.ContainerId, at: null, absent.ExitCode, now) : this;
        next = next with { Containers = Containers.Remove(absent.ContainerId), LastStamp = NextStamp };
        return (next, new ContainerStopped
        {
            Host = Host,
            Stamp = next.LastStamp,
            At = now,
            ContainerId = absent.ContainerId,
            Cause = absent.Cause,
            ExitCode = absent.ExitCode,
        });
    }

    private (HostState, IHostFact?) ApplySignal(Observation.Signalled signalled, DateTimeOffset now)
    {
        var signal = new SentSignal(signalled.Signal, signalled.At, now);
        if (!Containers.TryGetValue(signalled.ContainerId, out var container))
            return (this with { EarlySignals = EarlySignals.SetItem(signalled.ContainerId, signal) }, null);
        if (!container.IsStopRequest(signal)) return (this, null);

        var beginsDrain = container.Snapshot.Phase is ContainerPhase.Running;
        var snapshot = beginsDrain ? container.Snapshot with { Phase = ContainerPhase.Stopping } : container.Snapshot;
        return Put(container with { StopRequest = signal, Snapshot = snapshot }, beginsDrain, now);
    }

    private (HostState, IHostFact?) Put(ReportedContainer container, bool isNews, DateTimeOffset now)
    {
        var next = this with { Containers = Containers.SetItem(container.Snapshot.Id, container) };
        if (!isNews) return (next, null);
        next = next with { LastStamp = NextStamp };
        return (next, next.CreateFact(container, now));
    }

    private IHostFact CreateFact(ReportedContainer container, DateTimeOffset now)
    {
        var id = container.Snapshot.Id;
        return container.Snapshot.Phase switch
        {
            ContainerPhase.Running => new ContainerStarted { Host = Host, Stamp = LastStamp, At = now, Container = container.Snapshot },
            ContainerPhase.Paused => new ContainerPaused { Host = Host, Stamp = LastStamp, At = now, ContainerId = id },
            ContainerPhase.Stopping => new ContainerStopping
            {
                Host = Host,
                Stamp = LastStamp,
                At = now,
                ContainerId = id,
                Signal = container.StopRequest!.Signal,
            },
            var phase => throw new ArgumentOutOfRangeException(nameof(container), phase, "unknown phase"),
        };
    }

    /// <summary>Counts the end of a run: as a crash, or, where it was asked for, as the end of a loop.</summary>
    /// <param name="containerId">The container's identifier.</param>
    /// <param name="at">When the run ended, by the engine's clock; null if that is not known.</param>
    /// <param name="exitCode">Its exit code; null if it is not known.</param>
    /// <param name="now">The time by the agent's clock.</param>
    private HostState CountEnd(string containerId, DateTimeOffset? at, int? exitCode, DateTimeOffset now)
    {
        if (!Containers.TryGetValue(containerId, out var container) || container.IsEndKnown) return this;
        if (at < container.Snapshot.StartedAt) return this; // a replayed event of an earlier run
        var counted = this with { Containers = Containers.SetItem(containerId, container with { IsEndKnown = true }) };
        if (container.StopRequest is not null) return counted with { CrashLoops = CrashLoops.Remove(container.Template) };
        var loop = CrashLoop.AfterCrash(
            CrashLoops.GetValueOrDefault(container.Template), (at ?? now) - container.Snapshot.StartedAt, exitCode, now);
        return counted with { CrashLoops = CrashLoops.SetItem(container.Template, loop) };
    }

    private HostState WithoutEarlySignal(string containerId) => this with { EarlySignals = EarlySignals.Remove(containerId) };

    // A signal to an earlier run does not ask this run to stop.
    private static SentSignal? KeepStopRequest(ReportedContainer? before, ContainerSnapshot now) =>
        before?.StopRequest is { } request && request.At >= now.StartedAt ? request : null;

    // Only ContainerStarted carries the whole container; while it stops or is paused, other changes wait for its next start or the next
    // report.
    private static bool IsNews(ContainerSnapshot? before, ContainerSnapshot now) =>
        before is null
        || before.Phase != now.Phase
        || before.StartedAt != now.StartedAt
        || now.Phase is ContainerPhase.Running && !before.IsSameAs(now);
}
