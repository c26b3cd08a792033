using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Producer.Telemetry;

namespace Pipeline.Producer.Hosts;

/// <summary>
/// Applies observations to the host's state one at a time, and passes on the resulting facts in the order of their stamps.
/// </summary>
/// <param name="host">The host that the facts are about.</param>
/// <param name="start">The stamp before the first fact of this start of the agent.</param>
/// <param name="drainLimit">How long a container that was asked to stop counts as stopping.</param>
/// <param name="publish">Gets each fact, and the trace that led to it, in order. It must not wait: it is called under the lock.</param>
/// <param name="time">The host's clock.</param>
internal sealed class HostFactWriter(
    HostIdentity host, Stamp start, TimeSpan drainLimit, Action<IHostFact, ActivityContext> publish, TimeProvider time)
{
    private readonly Lock gate = new();
    private HostState state = HostState.Start(host, start);

    public HostIdentity Host => host;

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
            (state, var fact) = state.Apply(observation, time.GetUtcNow(), drainLimit);
            if (fact is not null) publish(fact, cause);
        }
    }

    /// <summary>Publishes a full report.</summary>
    /// <param name="interval">The time until the next one.</param>
    /// <param name="engine">The engine and its version.</param>
    /// <returns>The report's stamp.</returns>
    public Stamp Report(TimeSpan interval, string engine)
    {
        lock (gate)
        {
            using var activity = ProducerTelemetry.StartReport();
            (state, var report) = state.Report(time.GetUtcNow(), interval, engine);
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
}
