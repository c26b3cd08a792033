using System.Collections.Immutable;

namespace Pipeline.Core.Names;

/// <summary>Who may claim a name that no line of the owners' file lists.</summary>
public enum UnlistedNames
{
    Anyone,

    /// <summary>Whoever claims it first, until it is released.</summary>
    FirstClaim,
    Nobody,
}

/// <summary>Who may claim which names: the lines of the owners' file, and what holds for all other names.</summary>
/// <param name="Listed">In their order; the first one that matches a name decides.</param>
public sealed record NameRules(ImmutableArray<NameRule> Listed, UnlistedNames Unlisted)
{
    public static readonly NameRules Anyone = new([], UnlistedNames.Anyone);

    /// <summary>Whether some names are bound to whoever claims them first.</summary>
    public bool BindNames => Unlisted is UnlistedNames.FirstClaim;

    /// <summary>The rule of an owned name; null if it is not listed.</summary>
    public NameRule? Find(string owned) => Listed.FirstOrDefault(rule => rule.Name.Matches(owned));

    /// <summary>Whether an owned name is bound to whoever claims it first.</summary>
    public bool Bind(string owned) => BindNames && Find(owned) is null;
}

/// <summary>One line of the owners' file.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Name">The names below the domain.</param>
/// <param name="Owners">Who may claim them, such as <c>family:checkout</c>; none for nobody, and <c>*</c> for anyone.</param>
public sealed record NameRule(int Line, Wildcard Name, ImmutableArray<Wildcard> Owners)
{
    public bool Allows(Claimant claimant) => Owners.Any(owner => claimant.Identities.Any(owner.Matches));
}
