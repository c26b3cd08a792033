using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer.Hosts;

/// <summary>
/// Applies observations to the host's state one at a time, and passes on the resulting facts in the order of their stamps.
/// </summary>
/// <param name="host">The host that the facts are about. Its address may change later.</param>
/// <param name="start">The stamp before the first fact of this start of the agent.</param>
/// <param name="drainLimit">How long a container that was asked to stop counts as stopping.</param>
/// <param name="publish">Gets each fact, and the trace that led to it, in order. It must not wait: it is called under the lock.</param>
/// <param name="time">The host's clock.</param>
internal sealed class HostFactWriter(
    HostIdentity host, Stamp start, TimeSpan drainLimit, Action<IHostFact, ActivityContext> publish, TimeProvider time)
{
    private readonly Lock gate = new();
    private HostState state = HostState.Start(host, start);

    public HostIdentity Host
    {
        get
        {
            lock (gate) return state.Host;
        }
    }

    /// <summary>Whether the host's end is announced.</summary>
    public bool IsEnding
    {
        get
        {
            lock (gate) return state.Ending is not null;
        }
    }

    /// <summary>The identifiers of the containers that were reported and have not stopped since.</summary>
    public IReadOnlyCollection<string> ReportedContainers
    {
        get
        {
            lock (gate) return [.. state.Containers.Keys];
        }
    }

    public void Observe(Observation observation, ActivityContext cause = default)
    {
        lock (gate)
        {
            var before = state.CrashLoops;
            (state, var fact) = state.Apply(observation, time.GetUtcNow(), drainLimit);
            if (state.CrashLoops != before) CountCrashes(state.CrashLoops.Except(before));
            if (fact is not null) publish(fact, cause);
        }
    }

    /// <summary>How much longer a container is held back from DNS, and by what crashes; null if it is not.</summary>
    public (TimeSpan Pause, CrashCount Crashes)? FindHoldBack(string containerId)
    {
        lock (gate)
        {
            var known = state.Containers.GetValueOrDefault(containerId);
            return known is { Snapshot.Crashes: { IsHeldBack: true } crashes, HeldBackUntil: { } until }
                ? (until - time.GetUtcNow(), crashes)
                : null;
        }
    }

    /// <summary>Notes that the connection to the engine was lost.</summary>
    public void Disconnect()
    {
        lock (gate) state = state.Disconnect();
    }

    /// <summary>Notes that the host has another address. The claims follow with their next inspection.</summary>
    public void Move(string address)
    {
        lock (gate) state = state.Move(address);
    }

    /// <summary>Notes that the host's end is announced, or not any more. The next report says it.</summary>
    /// <returns>Whether that is new.</returns>
    public bool Announce(HostEnding? ending)
    {
        lock (gate)
        {
            if (state.Ending == ending) return false;
            state = state with { Ending = ending };
            return true;
        }
    }

    /// <summary>Publishes a full report.</summary>
    /// <param name="interval">The time until the next one.</param>
    /// <param name="engine">The engine and its version.</param>
    /// <param name="uninspected">Containers that run and could not be inspected.</param>
    /// <returns>The report's stamp.</returns>
    public Stamp Report(TimeSpan interval, string engine, IReadOnlyCollection<string> uninspected)
    {
        lock (gate)
        {
            using var activity = ProducerTelemetry.StartReport();
            (state, var report) = state.Report(time.GetUtcNow(), interval, engine, uninspected);
            publish(report, activity?.Context ?? default);
            return report.Stamp;
        }
    }

    /// <summary>Publishes that the host deregisters.</summary>
    /// <returns>The fact's stamp.</returns>
    public Stamp Deregister(string reason)
    {
        lock (gate)
        {
            (state, var left) = state.Deregister(time.GetUtcNow(), reason);
            publish(left, default);
            return left.Stamp;
        }
    }

    private static void CountCrashes(IEnumerable<KeyValuePair<string, CrashLoop>> loops)
    {
        foreach (var (_, loop) in loops) ProducerTelemetry.CountCrash(isHeldBack: loop.Pause > TimeSpan.Zero);
    }
}
