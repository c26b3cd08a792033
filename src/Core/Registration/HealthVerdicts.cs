using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Registration;

/// <summary>What a verdict on a container's health means for its instances.</summary>
internal static class HealthVerdicts
{
    public static void Pass(Draft draft, IVerdict verdict, DateTimeOffset now)
    {
        var condemned = verdict is ContainerCondemned;
        draft.Record(verdict.ContainerId, new VerdictPassed(new Fitness(verdict.Run, verdict.Sequence, condemned, verdict.Reason), now));

        var container = draft.Container(verdict.ContainerId)!;
        if (container.StartedAt != verdict.Run || container.Status is not ContainerStatus.Running) return;
        if (condemned) HoldBack(draft, container, verdict.Reason, now);
        else Claims.TakeUp(draft, container, now);
    }

    private static void HoldBack(Draft draft, Container container, string reason, DateTimeOffset now)
    {
        foreach (var instance in container.Instances)
        {
            draft.Record(container.Id, new InstanceWithdrawn(instance, WithdrawalReason.Condemned, reason, now));
            draft.Record(container.Id, new InstanceWithheld(instance, reason, now));
        }
    }
}
