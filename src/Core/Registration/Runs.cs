using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Registration;

/// <summary>How a container's run moves from state to state; an instance answers only while its run is running.</summary>
internal static class Runs
{
    /// <summary>The containers that a host is believed to have, by what it stated up to a stamp.</summary>
    public static IReadOnlyList<Container> PresentOn(Draft draft, string host, Stamp upTo) =>
        [.. draft.Registry.Containers.Values
            .Where(c => c.IsPresent && c.Host == host && c.Stamp <= upTo)
            .OrderBy(c => c.Id, StringComparer.Ordinal)];

    /// <summary>Brings a container that exists to the state in which it was seen.</summary>
    public static void Enter(Draft draft, ContainerSnapshot seen, IHostFact fact, DateTimeOffset now)
    {
        var (host, stamp) = (fact.Host.Name, fact.Stamp);
        var known = draft.Container(seen.Id);
        var sameRun = known is not null && known.StartedAt == seen.StartedAt && known.Host == host;
        if (!sameRun)
        {
            Withdraw(draft, seen.Id, known?.Host == host ? WithdrawalReason.Restarted : WithdrawalReason.Moved, null, now);
            draft.Record(seen.Id, new RunBegan(host, stamp, seen.StartedAt, seen.Name, seen.Image, seen.Task, now));
        }

        switch (seen.Phase, draft.Container(seen.Id)!.Status)
        {
            case (ContainerPhase.Running, ContainerStatus.Running):
            case (ContainerPhase.Stopping, ContainerStatus.Stopping):
            case (ContainerPhase.Paused, ContainerStatus.Paused):
                break;
            case (ContainerPhase.Running, _):
                draft.Record(seen.Id, new RunResumed(host, stamp, now));
                break;
            case (ContainerPhase.Stopping, _):
                Leave(draft, seen.Id, ContainerStatus.Stopping, WithdrawalReason.Stopping, new RunDraining(host, stamp, null, now));
                break;
            case (ContainerPhase.Paused, _):
                Leave(draft, seen.Id, ContainerStatus.Paused, WithdrawalReason.Paused, new RunPaused(host, stamp, now));
                break;
            default:
                break; // a phase of a newer version is listed, and says nothing more
        }
    }

    /// <summary>A container comes to a state in which it does not answer; where it stands there already, only the stamp is news.</summary>
    public static void Leave(Draft draft, string container, ContainerStatus to, WithdrawalReason reason, StatedEvent how)
    {
        draft.Record(container, draft.Container(container)?.Status == to ? new RunConfirmed(how.Host, how.Stamp, how.At) : how);
        Withdraw(draft, container, reason, null, how.At);
    }

    /// <summary>Everything that a host stated up to a stamp stops answering, because the host was gone then.</summary>
    public static void Orphan(Draft draft, string host, Stamp upTo, WithdrawalReason reason, string detail, DateTimeOffset now)
    {
        foreach (var container in PresentOn(draft, host, upTo))
        {
            draft.Record(container.Id, new RunOrphaned(detail, now));
            Withdraw(draft, container.Id, reason, detail, now);
        }
    }

    private static void Withdraw(Draft draft, string container, WithdrawalReason reason, string? detail, DateTimeOffset now)
    {
        foreach (var instance in draft.Container(container)?.Instances ?? [])
            draft.Record(container, new InstanceWithdrawn(instance, reason, detail, now));
    }
}
