namespace Pipeline.Core.Names;

/// <summary>
/// Decides whether a claimant may have a name.
/// <code>
/// the name …                                 then
/// matches a line of the owners' file         its owners may; nobody else
/// is not listed, and anyone may claim it     it is allowed
/// is not listed, and nobody may              it is refused
/// belongs to the claimant                    it is allowed
/// was given to the claimant                  it is allowed, and belongs to it with its first instance
/// was given to another, and has no owner     it is refused
/// belongs to nobody                          it is allowed, and belongs to the claimant
/// belongs to another                         it is refused
/// </code>
/// </summary>
public static class Ownership
{
    /// <param name="rules">The rules in force.</param>
    /// <param name="binding">The binding of the name, if it was ever bound.</param>
    /// <param name="owned">The owned name.</param>
    /// <param name="claimant">Who claims it.</param>
    /// <returns>Why it may not have the name, as text for people with what to do; null if it may.</returns>
    public static string? FindObstacle(NameRules rules, NameBinding? binding, string owned, Claimant claimant) =>
        (rules.Find(owned), rules.Unlisted, binding) switch
        {
            ({ } rule, _, _) => rule.Allows(claimant) ? null : DescribeRule(rule, owned, claimant),
            (null, UnlistedNames.Nobody, _) =>
                $"'{owned}' is in no line of the owners' file; claim another name, or have it listed for {claimant.Owner}",
            (null, UnlistedNames.FirstClaim, { Owner: { } owner, Heir: var heir })
                when !claimant.Is(owner) && (heir is null || !claimant.Is(heir)) =>
                $"'{owned}' belongs to {owner}; claim another name, or have it given: ./pipeline names give {owned} {claimant.Owner}",
            (null, UnlistedNames.FirstClaim, { Owner: null, Heir: { } heir }) when !claimant.Is(heir) =>
                $"'{owned}' is given to {heir}; claim another name, or have it given: ./pipeline names give {owned} {claimant.Owner}",
            _ => null,
        };

    /// <summary>Whether a claim that is allowed makes the claimant the owner of the name.</summary>
    /// <param name="rules">The rules in force.</param>
    /// <param name="binding">The binding of the name, if it was ever bound.</param>
    /// <param name="owned">The owned name.</param>
    /// <param name="claimant">Who claims it.</param>
    /// <param name="registers">Whether the claim is registered; one that is held back does not take a name from its owner.</param>
    public static bool Binds(NameRules rules, NameBinding? binding, string owned, Claimant claimant, bool registers) =>
        rules.Bind(owned) && binding switch
        {
            { Heir: { } heir } when claimant.Is(heir) => registers,
            { IsFree: false } => false,
            _ => true,
        };

    private static string DescribeRule(NameRule rule, string owned, Claimant claimant)
    {
        var owners = rule.Owners is [] ? "nobody" : string.Join(" or ", rule.Owners);
        return $"'{owned}' belongs to {owners} by the line '{rule.Name}' of the owners' file; "
            + $"claim another name, or have {claimant.Owner} added to that line";
    }
}
