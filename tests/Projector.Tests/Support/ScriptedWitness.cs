using Pipeline.Core.Hosts;
using Pipeline.Projector.Leases;

namespace Pipeline.Projector.Tests.Support;

/// <summary>A witness that gives the scripted report for every host.</summary>
internal sealed class ScriptedWitness(Func<WitnessReport> says) : IHostWitness
{
    private int asked;

    public Func<WitnessReport> Says { get; set; } = says;

    public int Asked => Volatile.Read(ref asked);

    public Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(
        IReadOnlyCollection<(Host Host, HostLease Lease)> silent, CancellationToken cancel)
    {
        Interlocked.Increment(ref asked);
        return Task.FromResult<IReadOnlyDictionary<string, WitnessReport>>(silent.ToDictionary(h => h.Host.Name, _ => Says()));
    }
}
