using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Registration;

/// <summary>The transitions of a container's run. Instances are registered only while the run is running.</summary>
internal static class RunTransitions
{
    /// <summary>The present containers of a host, as of its facts up to a stamp.</summary>
    public static IReadOnlyList<Container> PresentOn(RegistryDecisionBuilder builder, string host, Stamp upTo) =>
        [.. builder.Registry.Containers.Values
            .Where(c => c.IsPresent && c.Host == host && !c.Stamp.IsNewerThan(upTo))
            .OrderBy(c => c.Id, StringComparer.Ordinal)];

    /// <summary>Moves a container to the state in which it was observed.</summary>
    public static void Enter(RegistryDecisionBuilder builder, ContainerSnapshot seen, IHostFact fact, DateTimeOffset now)
    {
        var (host, stamp) = (fact.Host.Name, fact.Stamp);
        var known = builder.Container(seen.Id);
        var sameRun = known is not null && known.StartedAt == seen.StartedAt && known.Host == host;
        if (!sameRun)
        {
            Withdraw(builder, seen.Id, known?.Host == host ? WithdrawalReason.Restarted : WithdrawalReason.Moved, null, now);
            builder.Record(seen.Id, new RunBegan(host, stamp, seen.StartedAt, seen.Name, seen.Image, seen.Task, now)
            {
                Crashes = seen.Crashes,
                Owner = seen.Owner,
            });
        }
        else if (seen.Name != known!.Name || seen.Crashes != known.Crashes || (seen.Owner is not null && seen.Owner != known.Owner))
        {
            builder.Record(seen.Id, new RunConfirmed(host, stamp, now)
            {
                Name = seen.Name == known.Name ? null : seen.Name,
                Crashes = seen.Crashes == known.Crashes ? null : seen.Crashes,
                Owner = seen.Owner == known.Owner ? null : seen.Owner,
            });
        }

        switch (seen.Phase, builder.Container(seen.Id)!.Status)
        {
            case (ContainerPhase.Running, ContainerStatus.Running):
            case (ContainerPhase.Stopping, ContainerStatus.Stopping):
            case (ContainerPhase.Paused, ContainerStatus.Paused):
                break;
            case (ContainerPhase.Running, _):
                builder.Record(seen.Id, new RunResumed(host, stamp, now));
                break;
            case (ContainerPhase.Stopping, _):
                Leave(builder, seen.Id, ContainerStatus.Stopping, WithdrawalReason.Stopping, new RunDraining(host, stamp, null, now));
                break;
            case (ContainerPhase.Paused, _):
                Leave(builder, seen.Id, ContainerStatus.Paused, WithdrawalReason.Paused, new RunPaused(host, stamp, now));
                break;
            default:
                break; // a phase of a newer version: the container is listed, and its run stays what it was
        }
    }

    /// <summary>Moves a container to a state without instances; if it is there already, only its stamp is updated.</summary>
    public static void Leave(
        RegistryDecisionBuilder builder, string container, ContainerStatus to, WithdrawalReason reason, StatedEvent how)
    {
        builder.Record(container, builder.Container(container)?.Status == to ? new RunConfirmed(how.Host, how.Stamp, how.At) : how);
        Withdraw(builder, container, reason, null, how.At);
    }

    /// <summary>Withdraws all containers of a host as of a stamp, because the host was lost or left.</summary>
    public static void Orphan(
        RegistryDecisionBuilder builder, string host, Stamp upTo, WithdrawalReason reason, string detail, DateTimeOffset now)
    {
        foreach (var container in PresentOn(builder, host, upTo))
        {
            builder.Record(container.Id, new RunOrphaned(detail, now));
            Withdraw(builder, container.Id, reason, detail, now);
        }
    }

    private static void Withdraw(
        RegistryDecisionBuilder builder, string container, WithdrawalReason reason, string? detail, DateTimeOffset now)
    {
        foreach (var instance in builder.Container(container)?.Instances ?? [])
            builder.Record(container, new InstanceWithdrawn(instance, reason, detail, now));
    }
}
