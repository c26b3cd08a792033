namespace Pipeline.Core.Status;

/// <summary>Claims that are refused: one trouble for each name and reason.</summary>
internal static class ClaimTroubles
{
    public static IEnumerable<Trouble> Find(StatusFacts facts) =>
        from container in facts.Registry.Value?.Containers ?? []
        from refusal in container.Refusals
        group (container, refusal) by (refusal.Claim.Service, refusal.Reason) into same
        let first = same.MinBy(one => one.container.Since)
        select new Trouble(
            TroubleKind.ClaimRefused, TroubleWeight.Warning, same.Key.Service,
            $"the claim of {first.container.Name} is refused: {first.refusal.Detail}"
                + (same.Count() > 1 ? $" (and {same.Count() - 1} more)" : ""),
            CommandText.Why(first.container.Name, first.container.Id), first.container.Since);
}
