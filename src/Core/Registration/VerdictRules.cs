using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Core.Registration;

/// <summary>Applies a verdict on a container's health to its instances.</summary>
internal static class VerdictRules
{
    public static void Apply(RegistryDecisionBuilder builder, IVerdict verdict, NameRules names, DateTimeOffset now)
    {
        var condemned = verdict is ContainerCondemned;
        builder.Record(verdict.ContainerId, new VerdictPassed(new Fitness(verdict.Run, verdict.Sequence, condemned, verdict.Reason), now));

        var container = builder.Container(verdict.ContainerId)!;
        if (container.StartedAt != verdict.Run || container.Status is not ContainerStatus.Running) return;
        if (condemned) HoldBack(builder, container, verdict.Reason, now);
        else if (container.Crashes is not { IsHeldBack: true })
            ClaimRegistration.TakeUp(builder, container, container.Withheld, names, now);
    }

    private static void HoldBack(RegistryDecisionBuilder builder, Container container, string reason, DateTimeOffset now)
    {
        foreach (var instance in container.Instances)
        {
            builder.Record(container.Id, new InstanceWithdrawn(instance, WithdrawalReason.Condemned, reason, now));
            builder.Record(container.Id, new InstanceWithheld(instance, reason, now));
        }

        foreach (var instance in container.LeftEarly ?? [])
            builder.Record(container.Id, new InstanceWithheld(instance, reason, now));
    }
}
