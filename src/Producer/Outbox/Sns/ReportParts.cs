using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>Divides a report that is too large for one message into parts (<see cref="ContainerRange"/>).</summary>
internal static class ReportParts
{
    /// <summary>Halves a report by the identifiers of the containers that it names; null if it names fewer than two.</summary>
    public static (HostReported First, HostReported Second)? Halve(HostReported report)
    {
        string[] named =
        [
            .. report.Containers.Select(container => container.Id).Concat(report.Uninspected ?? [])
                .Distinct().Order(StringComparer.Ordinal),
        ];
        if (named.Length < 2) return null;

        var border = named[named.Length / 2];
        return (Cut(report, new(report.Range?.From, border)), Cut(report, new(border, report.Range?.To)));
    }

    private static HostReported Cut(HostReported report, ContainerRange range) => report with
    {
        Containers =
        [
            .. report.Containers.Where(container => range.Contains(container.Id))
                .OrderBy(container => container.Id, StringComparer.Ordinal),
        ],
        Uninspected = report.Uninspected?.Where(range.Contains).ToArray() is [_, ..] within ? within : null,
        Range = range,
    };
}
