using Pipeline.Core.Hosts;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Leases;

/// <summary>
/// What the witness said of each host that is silent for too long. It is asked about a host at an interval, because a machine that runs may
/// still end; what it said stands until it says something else for certain.
/// </summary>
/// <param name="witness">Null where there is none to ask.</param>
public sealed class Testimonies(ProjectorSettings settings, TimeProvider time, ILogger<Testimonies> log, IHostWitness? witness = null)
{
    /// <summary>A witness that takes longer is asked again later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (WitnessReport Said, DateTimeOffset AskedAt)> heard = [];

    /// <summary>By the hosts' names; null where there is no witness.</summary>
    public IReadOnlyDictionary<string, WitnessReport>? Known => witness is null ? null : heard.ToDictionary(h => h.Key, h => h.Value.Said);

    /// <summary>
    /// Asks about those of the hosts that are due, and forgets all others. It does not throw: a host without an answer is uncertain.
    /// </summary>
    public async Task GatherAsync(IReadOnlyCollection<(Host Host, HostLease Lease)> overdue, CancellationToken cancel)
    {
        if (witness is null) return;
        foreach (var heardAgain in heard.Keys.Except(overdue.Select(h => h.Host.Name)).ToList()) heard.Remove(heardAgain);

        var now = time.GetUtcNow();
        var due = overdue
            .Where(h => !heard.TryGetValue(h.Host.Name, out var before) || now - before.AskedAt >= settings.WitnessEvery)
            .ToList();
        if (due.Count == 0) return;

        var said = await AskAsync(witness, due, cancel);
        var unanswered = new WitnessReport(Presence.Uncertain, "nothing is said of it");
        foreach (var (host, _) in due) Note(host.Name, said.GetValueOrDefault(host.Name) ?? unanswered, now);
    }

    private void Note(string host, WitnessReport said, DateTimeOffset now)
    {
        if (said.Presence is Presence.Uncertain)
        {
            ProjectorTelemetry.Unwitnessed();
            log.HostUnwitnessed(host, said.Because, settings.WitnessEvery);
            if (heard.TryGetValue(host, out var before)) said = before.Said;
        }

        heard[host] = (said, now);
    }

    private async Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(
        IHostWitness witness, List<(Host Host, HostLease Lease)> due, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await witness.AskAsync(due, either.Token);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return due.ToDictionary(h => h.Host.Name, _ => new WitnessReport(Presence.Uncertain, failure.Message));
        }
    }
}
