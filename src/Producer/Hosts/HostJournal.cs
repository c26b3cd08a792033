using System.Diagnostics;
using Pipeline.Contracts;

namespace Pipeline.Producer.Hosts;

/// <summary>
/// Takes observations in one at a time and hands on the facts that they make, in the order of their stamps.
/// </summary>
/// <param name="host">The host that it speaks for.</param>
/// <param name="epoch">The agent's epoch.</param>
/// <param name="drainLimit">How long a container that was asked to stop counts as stopping.</param>
/// <param name="state">Where facts go; called in order, under the journal's lock.</param>
/// <param name="time">The host's clock.</param>
internal sealed class HostJournal(HostIdentity host, long epoch, TimeSpan drainLimit, Action<IHostFact, ActivityContext> state, TimeProvider time)
{
    private readonly Lock gate = new();
    private HostState current = HostState.Begin(host, epoch);

    public HostIdentity Host => host;

    public long Epoch => epoch;

    /// <summary>The containers that were stated and not withdrawn.</summary>
    public IReadOnlyCollection<string> Known
    {
        get
        {
            lock (gate) return [.. current.Containers.Keys];
        }
    }

    public void Observe(Observation seen, ActivityContext cause = default)
    {
        lock (gate)
        {
            (current, var fact) = current.Observe(seen, time.GetUtcNow(), drainLimit);
            if (fact is not null) state(fact, cause);
        }
    }

    /// <returns>The report's stamp.</returns>
    public Stamp Report(TimeSpan interval, string engine)
    {
        lock (gate)
        {
            using var activity = Telemetry.StartReport();
            (current, var report) = current.Report(time.GetUtcNow(), interval, engine);
            state(report, activity?.Context ?? default);
            return report.Stamp;
        }
    }

    /// <returns>The leave's stamp.</returns>
    public Stamp Leave(string reason)
    {
        lock (gate)
        {
            (current, var leave) = current.Leave(time.GetUtcNow(), reason);
            state(leave, default);
            return leave.Stamp;
        }
    }
}
