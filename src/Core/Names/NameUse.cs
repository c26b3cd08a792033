using Pipeline.Core.Instances;

namespace Pipeline.Core.Names;

/// <summary>Whether the owner of a name still uses it.</summary>
/// <param name="Owned">The owned name.</param>
/// <param name="Owner">Its owner when the use was looked for.</param>
/// <param name="IsUsed">Whether a container of the owner has an instance of it, in DNS or held back.</param>
public sealed record NameUse(string Owned, string Owner, bool IsUsed)
{
    /// <summary>The names that are bound but not used, and those that are used again.</summary>
    /// <param name="bindings">All bindings.</param>
    /// <param name="containers">The containers that are present.</param>
    public static IReadOnlyList<NameUse> Find(IEnumerable<NameBinding> bindings, IEnumerable<Container> containers)
    {
        var claimants = containers
            .SelectMany(
                container => container.Claimed.Select(instance => OwnedName.Of(instance.Service)).Distinct(),
                (container, owned) => (Owned: owned, Claimant: Claimant.Of(container)))
            .ToLookup(claim => claim.Owned, claim => claim.Claimant);
        return
        [
            .. from binding in bindings
               let owner = binding.Owner ?? ""
               where owner is not ""
               let isUsed = claimants[binding.Name].Any(claimant => claimant.Is(owner))
               where !isUsed || binding.UnusedSince is not null
               orderby binding.Name
               select new NameUse(binding.Name, owner, isUsed),
        ];
    }

    /// <summary>What is to be recorded of it; null for nothing, also if the name has another owner meanwhile.</summary>
    /// <param name="binding">The binding as it is now.</param>
    /// <param name="releaseAfter">How long a name may be without use before it is released.</param>
    /// <param name="now">The time of the decision.</param>
    public NameEvent? Judge(NameBinding? binding, TimeSpan releaseAfter, DateTimeOffset now) => (binding, IsUsed) switch
    {
        _ when binding?.Owner != Owner => null,
        ({ UnusedSince: null }, false) => new NameUnused(now),
        ({ UnusedSince: { } since }, false) when now - since >= releaseAfter =>
            new NameReleased($"no container of {Owner} has claimed it since {since:u}", now),
        ({ UnusedSince: not null }, true) => new NameUsed(now),
        _ => null,
    };
}
