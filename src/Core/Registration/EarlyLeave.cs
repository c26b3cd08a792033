using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Core.Registration;

/// <summary>
/// The instances on a host whose end is announced and that leaves early.
/// <code>
/// the end of the host              others answer for the name        then the instance
/// is announced in this decision    unknown: they are not read yet    stays
/// is known, and it leaves early    yes                               leaves the name
/// is known, and it leaves early    no                                stays, or returns
/// is not announced                 any                               stays, or returns
/// </code>
/// Others answer if they are in DNS on a live host whose own end is not announced, and run for as long as a check needs to eject them. A
/// host takes others into account only after its own end was recorded, so that of two hosts that end at once at most one believes that the
/// other stays: the last instances of a name do not leave it together.
/// </summary>
internal static class EarlyLeave
{
    /// <summary>
    /// How long a run must be known before it counts as answering: with the usual settings, its grace period and three failed checks. Where
    /// the first passed check admits a run, it counts at once.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    /// <summary>Applies the table to a container after its claims were settled by a report.</summary>
    public static void Settle(RegistryDecisionBuilder builder, string id, NameRules names, Admission admission, DateTimeOffset now)
    {
        var container = builder.Container(id)!;
        Return(builder, container, _ => true, names, admission, now);
        if (!LeavesEarly(builder.Before, container.Host) || !LeavesEarly(builder.Registry, container.Host)) return;
        var reason = builder.Registry.Hosts[container.Host].Ending!.Reason;
        foreach (var instance in container.Instances.Where(one => IsAnsweredElsewhere(builder.Registry, container, one, admission, now)))
            builder.Record(id, new InstanceWithdrawn(instance, WithdrawalReason.HostEnding, reason, now));
    }

    /// <summary>Registers again what left early, and is not answered for elsewhere any more or need not leave.</summary>
    /// <param name="builder">The decision.</param>
    /// <param name="container">The container.</param>
    /// <param name="concerned">Whether a service is concerned.</param>
    /// <param name="names">Who may claim which names.</param>
    /// <param name="admission">Which claims are registered at once.</param>
    /// <param name="now">The time of the decision.</param>
    public static void Return(
        RegistryDecisionBuilder builder, Container container, Predicate<string> concerned, NameRules names, Admission admission,
        DateTimeOffset now)
    {
        if (container.LeftEarly is not { } left) return;
        var leaves = LeavesEarly(builder.Registry, container.Host);
        var returning = left.FindAll(instance => concerned(instance.Service)
            && !(leaves && IsAnsweredElsewhere(builder.Registry, container, instance, admission, now)));
        ClaimRegistration.TakeUp(builder, container, returning, names, now);
    }

    private static bool LeavesEarly(Registry registry, string host) =>
        registry.Hosts.GetValueOrDefault(host)?.Ending is { LeavesEarly: true };

    private static bool IsAnsweredElsewhere(
        Registry registry, Container container, Instance instance, Admission admission, DateTimeOffset now) =>
        registry.Containers.Values.Any(other => other.Host != container.Host
            && other.Status is ContainerStatus.Running
            && other.Instances.Exists(one => one.Service == instance.Service)
            && registry.Hosts.GetValueOrDefault(other.Host) is { Status: HostStatus.Live, Ending: null }
            && (admission.OnceHealthy || now - (other.FirstHeard ?? other.Since) >= Settling));
}
