using Pipeline.Contracts;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>The last two reports of each host's present agent, and of the one before it.</summary>
internal sealed class FormerReports
{
    private readonly Dictionary<string, (HostReported? Before, HostReported Last)> present = [];
    private readonly Dictionary<string, (HostReported? Before, HostReported Last)> former = [];

    public void Note(HostReported report)
    {
        var host = report.Host.Name;
        if (!present.TryGetValue(host, out var known)) present[host] = (null, report);
        else if (known.Last.Stamp.Speaker == report.Stamp.Speaker) present[host] = (known.Last, report);
        else if (!former.TryGetValue(host, out var old) || old.Last.Stamp.Speaker != report.Stamp.Speaker)
            (former[host], present[host]) = (known, (null, report));
    }

    public HostReported? Find(string host, bool isLast) =>
        former.TryGetValue(host, out var known) ? isLast ? known.Last : known.Before : null;
}
