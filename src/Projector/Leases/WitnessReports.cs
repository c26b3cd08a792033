using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Leases;

/// <summary>
/// The witness's latest report on each overdue host. The witness is queried about a host at an interval, because a running machine may
/// still end. A report is valid until a newer, certain report replaces it.
/// </summary>
/// <param name="witness">The witness; null if none is registered.</param>
public sealed class WitnessReports(ProjectorSettings settings, TimeProvider time, ILogger<WitnessReports> log, IHostWitness? witness = null)
{
    /// <summary>The timeout of a query; after it the witness is queried again later.</summary>
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (WitnessReport Report, long QueriedAt)> reports = [];

    /// <summary>The reports by the hosts' names; null if there is no witness.</summary>
    public IReadOnlyDictionary<string, WitnessReport>? Known =>
        witness is null ? null : reports.ToDictionary(h => h.Key, h => h.Value.Report);

    /// <summary>
    /// Queries the overdue hosts whose interval has elapsed, and removes all other hosts. Does not throw: a host without an answer is
    /// uncertain.
    /// </summary>
    public async Task GatherAsync(IReadOnlyCollection<(Host Host, HostLease Lease)> overdue, CancellationToken cancel)
    {
        if (witness is null) return;
        foreach (var recovered in reports.Keys.Except(overdue.Select(h => h.Host.Name)).ToList()) reports.Remove(recovered);

        var now = time.GetTimestamp();
        var due = overdue
            .Where(h => !reports.TryGetValue(h.Host.Name, out var previous)
                || time.GetElapsedTime(previous.QueriedAt, now) >= settings.WitnessEvery)
            .ToList();
        if (due.Count == 0) return;

        var answers = await AskAsync(witness, due, cancel);
        var unanswered = new WitnessReport(Presence.Uncertain, "the witness did not report on it");
        foreach (var (host, _) in due) Store(host.Name, answers.GetValueOrDefault(host.Name) ?? unanswered, now);
    }

    private void Store(string host, WitnessReport report, long now)
    {
        if (report.Presence is Presence.Uncertain)
        {
            ProjectorTelemetry.Unwitnessed();
            log.HostUnwitnessed(host, report.Because, settings.WitnessEvery);
            if (reports.TryGetValue(host, out var previous)) report = previous.Report;
        }

        reports[host] = (report, now);
    }

    private async Task<IReadOnlyDictionary<string, WitnessReport>> AskAsync(
        IHostWitness witness, List<(Host Host, HostLease Lease)> due, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(QueryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await witness.AskAsync(due, either.Token);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return due.ToDictionary(h => h.Host.Name, _ => new WitnessReport(Presence.Uncertain, FailureWords.Describe(failure)));
        }
    }
}
