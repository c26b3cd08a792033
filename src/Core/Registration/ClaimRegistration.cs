using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Core.Registration;

/// <summary>Turns the claims of a running container into its instances and refusals.</summary>
internal static class ClaimRegistration
{
    public static void Settle(
        RegistryDecisionBuilder builder, ContainerSnapshot seen, string domain, Admission admission, NameRules names, DateTimeOffset now)
    {
        var taken = new TakenAddresses();
        var container = builder.Container(seen.Id)!;
        var judged = seen.Endpoints.DistinctBy(Refusal.SubjectOf).Select((claim, place) => ClaimRules.Validate(claim, domain) switch
        {
            _ when place >= ClaimRules.MaxClaims => new Judged(null, ClaimRules.RefuseTooMany(claim), null),
            ({ } instance, _) when NameOwnership.Refuse(builder, names, container, claim, instance) is { } refusal =>
                new Judged(null, refusal, null) { Denied = instance },
            ({ } instance, _) when !taken.TryTake(instance) => PortTaken(claim, instance, "an earlier claim of the same container"),
            ({ } instance, _) when admission.Obstacle(container, claim) is { } obstacle => new Judged(instance, null, null, obstacle),
            ({ } instance, _) => Compete(builder, container, claim, instance),
            (null, var refusal) => new Judged(null, refusal, null),
        }).ToList();

        var wanted = judged.Select(j => j.Instance).OfType<Instance>().ToList();
        foreach (var held in container.Claimed.Where(i => !wanted.Exists(i.IsSameAs)))
            builder.Record(seen.Id, Withdraw(held, judged, now));

        foreach (var (instance, _, loser, obstacle) in judged.Where(j => j.Instance is not null))
        {
            if (obstacle is not null) Withhold(builder, names, seen.Id, instance!, obstacle, now);
            else if (container.LeftEarly?.Exists(instance!.IsSameAs) is not true) Register(builder, names, seen.Id, instance!, loser, now);
        }

        // Last, because a registration on a port removes the earlier refusal there.
        foreach (var refusal in judged.Select(j => j.Refusal).OfType<Refusal>())
            if (!builder.Container(seen.Id)!.Refusals.Contains(refusal))
                builder.Record(seen.Id, new ClaimRefused(refusal, now));
        SettleFlaws(builder, seen, now);
    }

    private static void SettleFlaws(RegistryDecisionBuilder builder, ContainerSnapshot seen, DateTimeOffset now)
    {
        var ofClaims = seen.Endpoints.Take(ClaimRules.MaxClaims).SelectMany(claim => ClaimDetails.Read(claim).Flaws);
        ImmutableList<ClaimFlaw> flaws = [.. (seen.Flaws ?? []).Concat(ofClaims).Distinct().Take(ClaimRules.MaxFlaws)];
        if (!flaws.SequenceEqual(builder.Container(seen.Id)!.Flaws ?? [])) builder.Record(seen.Id, new ClaimFlawsFound(flaws, now));
    }

    /// <summary>
    /// Registers instances that were held back, or left early. An address or a name that another container has meanwhile is resolved by the
    /// next full report.
    /// </summary>
    public static void TakeUp(
        RegistryDecisionBuilder builder, Container container, IEnumerable<Instance> instances, NameRules names, DateTimeOffset now)
    {
        foreach (var instance in instances)
        {
            var claim = new Endpoint
            {
                Service = instance.Service,
                Protocol = instance.At.Protocol,
                ContainerPort = instance.ContainerPort,
            };
            if (NameOwnership.Refuse(builder, names, container, claim, instance) is null
                && Compete(builder, container, claim, instance) is { Refusal: null, Loser: var loser })
                Register(builder, names, container.Id, instance, loser, now);
        }
    }

    /// <summary>
    /// Its name went to another if the claim to that name at that port is denied; a port may have other names, which stay or change by
    /// themselves.
    /// </summary>
    private static InstanceWithdrawn Withdraw(Instance held, List<Judged> judged, DateTimeOffset now)
    {
        var denied = judged.Find(j => j.Denied is { } denied
            && (denied.Service, denied.ContainerPort, denied.At.Protocol) == (held.Service, held.ContainerPort, held.At.Protocol));
        return new InstanceWithdrawn(
            held, denied is null ? WithdrawalReason.EndpointChanged : WithdrawalReason.NotOwner, denied?.Refusal!.Detail, now);
    }

    private static void Register(
        RegistryDecisionBuilder builder, NameRules names, string container, Instance instance, string? loser, DateTimeOffset now)
    {
        NameOwnership.Use(builder, names, container, instance.Service, registers: true, now);
        var (name, id) = (builder.Container(container)!.Name, container);
        if (loser is not null)
        {
            var reason = $"{instance.At} belongs to container {name} ({id}), which started later";
            foreach (var held in builder.Container(loser)!.Instances.FindAll(held => held.At == instance.At))
                builder.Record(loser, new InstanceWithdrawn(held, WithdrawalReason.PortReused, reason, now));
        }

        if (!builder.Container(container)!.Instances.Contains(instance))
            builder.Record(container, new InstanceRegistered(instance, now));
    }

    private static void Withhold(
        RegistryDecisionBuilder builder, NameRules names, string container, Instance instance, string obstacle, DateTimeOffset now)
    {
        NameOwnership.Use(builder, names, container, instance.Service, registers: false, now);
        if (builder.Container(container)!.Instances.Contains(instance))
            builder.Record(container, new InstanceWithdrawn(instance, WithdrawalReason.Condemned, obstacle, now));
        if (!builder.Container(container)!.Withheld.Contains(instance))
            builder.Record(container, new InstanceWithheld(instance, obstacle, now));
    }

    /// <summary>
    /// An address belongs to the container that started last, because an engine reuses a port only after its holder has ended.
    /// </summary>
    private static Judged Compete(RegistryDecisionBuilder builder, Container seen, Endpoint claim, Instance instance)
    {
        if (instance.Balancer is not null) return new Judged(instance, null, null); // a listener serves many, by host and path
        if (!builder.Registry.Holders.TryGetValue(instance.At, out var holder) || holder == seen.Id)
            return new Judged(instance, null, null);

        var other = builder.Container(holder)!;
        return seen.Outranks(other)
            ? new Judged(instance, null, holder)
            : PortTaken(claim, instance, $"container {other.Name} ({other.Id}), which started later");
    }

    private static Judged PortTaken(Endpoint claim, Instance instance, string owner) =>
        new(null, new Refusal(claim, RefusalReason.PortTaken, $"{instance.At} belongs to {owner}"), null);

    /// <summary>
    /// The result for one claim: its instance or refusal, the container that loses the address to it, and why it is held back.
    /// </summary>
    private sealed record Judged(Instance? Instance, Refusal? Refusal, string? Loser, string? Obstacle = null)
    {
        /// <summary>What the claim would be if its name did not belong to another; null where it does not.</summary>
        public Instance? Denied { get; init; }
    }

    /// <summary>The addresses of one container's claims. Several names may have an address if they are claimed for one port.</summary>
    private sealed class TakenAddresses
    {
        private readonly Dictionary<TransportAddress, int> ports = [];
        private readonly HashSet<(TransportAddress, string)> names = [];

        /// <returns>False if an earlier claim of another port has the address, or one of the same name.</returns>
        public bool TryTake(Instance instance) =>
            (ports.TryAdd(instance.At, instance.ContainerPort) || ports[instance.At] == instance.ContainerPort)
            && names.Add((instance.At, instance.Service));
    }
}
