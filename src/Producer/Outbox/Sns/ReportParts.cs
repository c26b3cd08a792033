using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>Divides a report that is too large for one message into parts (<see cref="ContainerRange"/>).</summary>
internal static class ReportParts
{
    /// <summary>Halves a report by the identifiers of its containers; null if it lists fewer than two.</summary>
    public static (HostReported First, HostReported Second)? Halve(HostReported report)
    {
        var containers = report.Containers.OrderBy(container => container.Id, StringComparer.Ordinal).ToArray();
        var middle = containers.Length / 2;
        if (middle == 0 || containers[middle - 1].Id == containers[middle].Id) return null;

        var border = containers[middle].Id;
        return (
            Cut(report, containers[..middle], new(report.Range?.From, border)),
            Cut(report, containers[middle..], new(border, report.Range?.To)));
    }

    private static HostReported Cut(HostReported report, ContainerSnapshot[] containers, ContainerRange range) => report with
    {
        Containers = containers,
        Uninspected = report.Uninspected?.Where(range.Contains).ToArray() is [_, ..] within ? within : null,
        Range = range,
    };
}
