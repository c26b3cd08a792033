using Pipeline.Core.Names;

namespace Pipeline.History.Reading;

/// <summary>Reads who owns which name.</summary>
/// <param name="documents">The registry's documents.</param>
/// <param name="rulesInForce">The owners' file and what holds beside it, as far as the reader knows them.</param>
public sealed class NameReader(IRegistryDocuments documents, Func<NameRules> rulesInForce)
{
    /// <summary>The lines of the owners' file, the names that are or were bound, and all other names in use.</summary>
    /// <exception cref="RulesUnknownException">The rules are not known here.</exception>
    public async Task<IReadOnlyList<NameView>> NamesAsync(CancellationToken cancel)
    {
        var rules = rulesInForce();
        var bindings = await documents.ReadNamesAsync(cancel);
        var containers = await documents.ReadPresentContainersAsync(cancel);
        var used = containers.SelectMany(container => container.Claimed)
            .CountBy(instance => OwnedName.Of(instance.Service)).ToDictionary();
        var bound = bindings.Where(binding => rules.Find(binding.Name) is null && (!binding.IsFree || used.ContainsKey(binding.Name)))
            .ToList();
        var free = used.Keys.Except(bound.Select(binding => binding.Name)).Where(owned => rules.Find(owned) is null);
        return
        [
            .. rules.Listed.Select(rule => new NameView(rule.Name.Text, Describe(rule), "listed", null)
            {
                Instances = used.Where(name => rules.Find(name.Key) == rule).Sum(name => name.Value),
            })
            .Concat(bound.Select(binding => Of(binding, used.GetValueOrDefault(binding.Name))))
            .Concat(free.Select(owned => new NameView(owned, null, "anyone", null) { Instances = used[owned] }))
            .OrderBy(name => name.Name, StringComparer.Ordinal),
        ];
    }

    private static NameView Of(NameBinding binding, int instances) =>
        new(binding.Name, binding.Owner, binding.IsFree ? "released" : "bound", binding.Since)
        {
            GivenTo = binding.Heir,
            UnusedSince = binding.UnusedSince,
            Instances = instances,
        };

    private static string? Describe(NameRule rule) => rule.Owners switch
    {
        [] => "nobody",
        [{ Text: "*" }] => null,
        var owners => string.Join(' ', owners),
    };
}

/// <summary>A name, or a pattern of names, and its owner.</summary>
/// <param name="Owner">Such as <c>family:checkout</c>; null for anyone.</param>
/// <param name="Origin"><c>listed</c>, <c>bound</c>, <c>released</c> or <c>anyone</c>.</param>
/// <param name="Since">Since when; null if that is not recorded.</param>
public sealed record NameView(string Name, string? Owner, string Origin, DateTimeOffset? Since)
{
    /// <summary>To whom a person gave it, and who has no instance of it yet; null for nobody.</summary>
    public string? GivenTo { get; init; }

    /// <summary>Since when no container of its owner claims it; null while one does.</summary>
    public DateTimeOffset? UnusedSince { get; init; }

    /// <summary>How many instances it has, in DNS or held back.</summary>
    public int Instances { get; init; }
}
