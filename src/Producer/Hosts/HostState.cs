using System.Collections.Immutable;
using Pipeline.Contracts;

namespace Pipeline.Producer.Hosts;

/// <summary>
/// What a host was last stated to be. Every fact is decided and stamped here, in the order in which things were observed, so that a
/// report (this state, stamped) sums up all facts before it and is contradicted only by facts after it.
/// </summary>
internal sealed record HostState
{
    public required HostIdentity Host { get; init; }

    /// <summary>The stamp of the last fact.</summary>
    public required Stamp Last { get; init; }

    /// <summary>The containers that run, stop or pause, and claim something.</summary>
    public ImmutableDictionary<string, KnownContainer> Containers { get; private init; } = ImmutableDictionary.Create<string, KnownContainer>(StringComparer.Ordinal);

    /// <summary>Signals to containers that were not inspected yet; the first inspection settles each.</summary>
    public ImmutableDictionary<string, SignalSeen> Unsettled { get; private init; } = ImmutableDictionary.Create<string, SignalSeen>(StringComparer.Ordinal);

    public static HostState Begin(HostIdentity host, long epoch) => new() { Host = host, Last = new Stamp(epoch, 0) };

    /// <summary>Takes in what was seen of one container.</summary>
    /// <returns>The new state, and the fact to state; no fact where nothing changed.</returns>
    public (HostState Next, IHostFact? Fact) Observe(Observation seen, DateTimeOffset now, TimeSpan drainLimit) => seen switch
    {
        Observation.Present present => Settle(present.ContainerId).Meet(present, Unsettled.GetValueOrDefault(present.ContainerId), now, drainLimit),
        Observation.Absent absent => Settle(absent.ContainerId).Lose(absent, now),
        Observation.Irrelevant irrelevant => (Settle(irrelevant.ContainerId), null),
        Observation.Signalled signalled => Hear(signalled, now),
        _ => throw new ArgumentOutOfRangeException(nameof(seen), seen, "an observation of no known kind"),
    };

    /// <summary>Everything that the host runs, as far as it was stated until now.</summary>
    public (HostState Next, HostReported Fact) Report(DateTimeOffset now, TimeSpan interval, string engine)
    {
        var containers = Containers.Values.Select(known => known.Stated).OrderBy(container => container.Id, StringComparer.Ordinal);
        var next = this with { Last = NextStamp };
        return (next, new HostReported { Host = Host, Stamp = next.Last, At = now, Interval = interval, Engine = engine, Containers = [.. containers] });
    }

    /// <summary>The host's last word.</summary>
    public (HostState Next, HostLeft Fact) Leave(DateTimeOffset now, string reason)
    {
        var next = Begin(Host, Last.Epoch) with { Last = NextStamp };
        return (next, new HostLeft { Host = Host, Stamp = next.Last, At = now, Reason = reason });
    }

    private Stamp NextStamp => Last with { Sequence = Last.Sequence + 1 };

    private (HostState, IHostFact?) Meet(Observation.Present seen, SignalSeen? unsettled, DateTimeOffset now, TimeSpan drainLimit)
    {
        var before = Containers.GetValueOrDefault(seen.ContainerId);
        var met = new KnownContainer(seen.Container, seen.StopSignal, StillAsked(before, seen.Container));
        if (unsettled is not null && met.IsAskedBy(unsettled)) met = met with { Asked = unsettled };
        if (seen.Container.Phase is ContainerPhase.Running && met.IsDraining(now, drainLimit))
            met = met with { Stated = seen.Container with { Phase = ContainerPhase.Stopping } };
        return Know(met, IsNews(before?.Stated, met.Stated), now);
    }

    private (HostState, IHostFact?) Lose(Observation.Absent seen, DateTimeOffset now)
    {
        if (!Containers.ContainsKey(seen.ContainerId)) return (this, null);
        var next = this with { Containers = Containers.Remove(seen.ContainerId), Last = NextStamp };
        return (next, new ContainerStopped { Host = Host, Stamp = next.Last, At = now, ContainerId = seen.ContainerId, Cause = seen.Cause, ExitCode = seen.ExitCode });
    }

    private (HostState, IHostFact?) Hear(Observation.Signalled seen, DateTimeOffset now)
    {
        var signal = new SignalSeen(seen.Signal, seen.At, now);
        if (!Containers.TryGetValue(seen.ContainerId, out var known))
            return (this with { Unsettled = Unsettled.SetItem(seen.ContainerId, signal) }, null);
        if (!known.IsAskedBy(signal)) return (this, null);

        var stopping = known.Stated.Phase is ContainerPhase.Running;
        var asked = known with { Asked = signal, Stated = stopping ? known.Stated with { Phase = ContainerPhase.Stopping } : known.Stated };
        return Know(asked, stopping, now);
    }

    private (HostState, IHostFact?) Know(KnownContainer container, bool news, DateTimeOffset now)
    {
        var next = this with { Containers = Containers.SetItem(container.Stated.Id, container), Last = news ? NextStamp : Last };
        return (next, news ? Fact(container, next.Last, now) : null);
    }

    private IHostFact Fact(KnownContainer container, Stamp stamp, DateTimeOffset now) => container.Stated.Phase switch
    {
        ContainerPhase.Running => new ContainerStarted { Host = Host, Stamp = stamp, At = now, Container = container.Stated },
        ContainerPhase.Paused => new ContainerPaused { Host = Host, Stamp = stamp, At = now, ContainerId = container.Stated.Id },
        ContainerPhase.Stopping => new ContainerStopping { Host = Host, Stamp = stamp, At = now, ContainerId = container.Stated.Id, Signal = container.Asked!.Signal },
        var phase => throw new ArgumentOutOfRangeException(nameof(container), phase, "a phase of no known kind"),
    };

    private HostState Settle(string containerId) => this with { Unsettled = Unsettled.Remove(containerId) };

    // A signal to an earlier run says nothing about this one.
    private static SignalSeen? StillAsked(KnownContainer? before, ContainerSnapshot now) =>
        before?.Asked is { } asked && asked.At >= now.StartedAt ? asked : null;

    // Only a start carries the container's particulars; while it stops or is paused they can wait for the next start or report.
    private static bool IsNews(ContainerSnapshot? before, ContainerSnapshot now) =>
        before is null || before.Phase != now.Phase || before.StartedAt != now.StartedAt || now.Phase is ContainerPhase.Running && !before.IsSameAs(now);
}
