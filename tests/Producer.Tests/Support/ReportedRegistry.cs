using Pipeline.Contracts;

namespace Pipeline.Producer.Tests.Support;

/// <summary>
/// What a listener concludes from a host's facts, in the simplest way: for each container the newest stamp, over the last report.
/// </summary>
internal sealed class ReportedRegistry
{
    private readonly Dictionary<string, (Stamp Stamp, ContainerSnapshot? Container)> containers = [];

    public Stamp ReportedAt { get; private set; } = Stamp.None;

    /// <summary>The containers that serve, stop or are paused, as far as facts told.</summary>
    public IReadOnlyList<ContainerSnapshot> Containers =>
        [
            .. containers.Values
                .Where(known => known.Container is not null)
                .Select(known => known.Container!)
                .OrderBy(container => container.Id, StringComparer.Ordinal),
        ];

    public static ReportedRegistry Fold(IEnumerable<IHostFact> facts)
    {
        var registry = new ReportedRegistry();
        foreach (var fact in facts) registry.Take(fact);
        return registry;
    }

    public void Take(IHostFact fact)
    {
        if (fact.Stamp.IsOvertakenBy(ReportedAt)) return;
        switch (fact)
        {
            case ContainerStarted started:
                Put(started.Container.Id, started.Stamp, _ => started.Container);
                break;
            case ContainerStopping stopping:
                Put(stopping.ContainerId, stopping.Stamp, known => known is null ? null : known with { Phase = ContainerPhase.Stopping });
                break;
            case ContainerPaused paused:
                Put(paused.ContainerId, paused.Stamp, known => known is null ? null : known with { Phase = ContainerPhase.Paused });
                break;
            case ContainerStopped stopped:
                Put(stopped.ContainerId, stopped.Stamp, _ => null);
                break;
            case HostReported report:
                ReportedAt = report.Stamp;
                var unlisted = containers.Keys.Except(report.Containers.Select(container => container.Id)).ToArray();
                foreach (var id in unlisted) Put(id, report.Stamp, _ => null);
                foreach (var container in report.Containers) Put(container.Id, report.Stamp, _ => container);
                break;
            case HostLeft left:
                foreach (var id in containers.Keys.ToArray()) Put(id, left.Stamp, _ => null);
                break;
        }
    }

    private void Put(string id, Stamp stamp, Func<ContainerSnapshot?, ContainerSnapshot?> change)
    {
        var (last, known) = containers.GetValueOrDefault(id, (Stamp.None, null));
        if (!stamp.IsOvertakenBy(last)) containers[id] = (stamp, change(known));
    }
}
