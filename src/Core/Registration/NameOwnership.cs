using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Core.Registration;

/// <summary>Applies the rules of names to the claims of a container, and keeps to whom each name belongs.</summary>
internal static class NameOwnership
{
    /// <summary>The refusal of a claim to a name that belongs to another; null if the container may have it.</summary>
    public static Refusal? Refuse(
        RegistryDecisionBuilder builder, NameRules rules, Container container, Endpoint claim, Instance instance)
    {
        var owned = OwnedName.Of(instance.Service);
        var obstacle = Ownership.FindObstacle(rules, BindingOf(builder, owned), owned, Claimant.Of(container));
        return obstacle is null ? null : new Refusal(claim, RefusalReason.NotOwner, obstacle);
    }

    /// <summary>
    /// Binds the name of an allowed claim, if it belongs to nobody or was given to the container's owner. What another owner has of it
    /// leaves in the same decision, so that a name never answers for two.
    /// </summary>
    /// <param name="builder">The decision.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="container">The container that claims it.</param>
    /// <param name="service">The name of the claim.</param>
    /// <param name="registers">Whether the claim is registered, or held back.</param>
    /// <param name="now">The time of the decision.</param>
    public static void Use(
        RegistryDecisionBuilder builder, NameRules rules, string container, string service, bool registers, DateTimeOffset now)
    {
        var (owned, claimant) = (OwnedName.Of(service), Claimant.Of(builder.Container(container)!));
        var binding = BindingOf(builder, owned);
        if (Ownership.Binds(rules, binding, owned, claimant, registers))
        {
            var owner = binding?.Heir is { } heir && claimant.Is(heir) ? heir : claimant.Owner;
            builder.Record(owned, new NameBound(owner, container, now));
            WithdrawOthers(builder, owned, owner, now);
        }
        else if (binding is { UnusedSince: not null, Owner: { } owner } && rules.Bind(owned) && claimant.Is(owner))
        {
            builder.Record(owned, new NameUsed(now));
        }
    }

    private static void WithdrawOthers(RegistryDecisionBuilder builder, string owned, string owner, DateTimeOffset now)
    {
        var forms = OwnedName.FormsOf(owned);
        var others = builder.Registry.Containers.Values.Where(one => !Claimant.Of(one).Is(owner))
            .OrderBy(one => one.Id, StringComparer.Ordinal);
        foreach (var other in others)
            foreach (var instance in other.Claimed.Where(instance => forms.Contains(instance.Service)))
                builder.Record(other.Id, new InstanceWithdrawn(instance, WithdrawalReason.NotOwner, $"'{owned}' belongs to {owner}", now));
    }

    private static NameBinding? BindingOf(RegistryDecisionBuilder builder, string owned) => builder.Registry.Names.GetValueOrDefault(owned);
}
