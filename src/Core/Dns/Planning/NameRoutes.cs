namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// A name has one route: to containers themselves, or to one load balancer. An alias has no values beside it, and a client that is sent
/// to both would have two services in one. Where instances of several routes claim a name:
/// <code>
/// the zone leads the name          it goes on leading
/// to a route that is claimed       there, as long as it is claimed
/// nowhere, or to none of them      to the containers; else to the balancer whose name comes first
/// </code>
/// So whoever deploys from one route to the other keeps the old one until nothing claims it any more, and each change is one change of
/// the zone. The others are left out.
/// </summary>
internal static class NameRoutes
{
    /// <param name="placements">The registered instances.</param>
    /// <param name="held">The sets that the zone holds.</param>
    /// <param name="domain">The domain of the services.</param>
    public static RouteChoice Choose(IReadOnlyCollection<PlacedInstance> placements, IReadOnlyCollection<RecordSet> held, string domain)
    {
        var behind = placements.Where(IsBehindBalancer).Select(placed => placed.Instance.Service).ToHashSet();
        if (behind.Count == 0) return new RouteChoice(placements, []);

        var heldRoutes = held.ToLookup(set => set.Key.Name, set => FindRoutes(set, domain));
        var chosen = placements.Where(placed => behind.Contains(placed.Instance.Service))
            .GroupBy(placed => placed.Instance.Service, RouteOf)
            .ToDictionary(name => name.Key, name => Choose([.. name.Distinct().Order(StringComparer.Ordinal)], name.Key));
        var parts = placements.ToLookup(placed => chosen.GetValueOrDefault(placed.Instance.Service, RouteOf(placed)) == RouteOf(placed));
        return new RouteChoice(
            [.. parts[true]],
            [
                .. parts[false].CountBy(placed => placed.Instance.Service).OrderBy(name => name.Key, StringComparer.Ordinal)
                    .Select(name => new LeftOut($"{name.Key}.{domain}", name.Value, LeftOutReason.Route)),
            ]);

        string Choose(string[] routes, string service) => routes is [var only] ? only
            : heldRoutes[$"{service}.{domain}"].SelectMany(found => found).FirstOrDefault(routes.Contains) ?? routes[0];
    }

    /// <summary>Whether an instance is reached through a balancer.</summary>
    public static bool IsBehindBalancer(PlacedInstance placed) => placed.Instance.Balancer is not null;

    /// <summary>The balancer's name; empty for the containers themselves, which come first.</summary>
    private static string RouteOf(PlacedInstance placed) => placed.Instance.Balancer is null ? "" : placed.Instance.At.Address;

    private static IEnumerable<string> FindRoutes(RecordSet set, string domain) => set switch
    {
        { Key.Type: RecordType.SRV } => set.Values.Select(value => SrvValue.ParseForeign(value)?.Target).OfType<string>()
            .Select(target => target.EndsWith($".{domain}", StringComparison.Ordinal) ? "" : target),
        { Other.Alias.Name: var target } => [target.TrimEnd('.')],
        _ => [],
    };
}

/// <summary>The instances to which names lead.</summary>
/// <param name="Kept">Those of the chosen routes.</param>
/// <param name="LeftOut">How many others each name has.</param>
internal sealed record RouteChoice(IReadOnlyCollection<PlacedInstance> Kept, IReadOnlyList<LeftOut> LeftOut);
