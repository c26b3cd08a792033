using System.Collections.Immutable;

namespace Pipeline.Tests.Route53Emulator.Zones;

/// <summary>
/// Checks the target of an alias to another record set of the same zone, or to a load balancer. Changes are checked in the order of their
/// batch, so that an alias may follow its target in one batch, and never precede it. A target may be deleted while an alias leads to it:
/// then the alias has no answer. A balancer's name lies in a hosted zone of its region and kind, and has addresses alone. Aliases to other
/// zones and other services are not checked.
/// </summary>
internal static class AliasRules
{
    public static string? Check(Record alias, ImmutableSortedDictionary<RecordId, Record> records, HostedZone zone)
    {
        if (alias.Alias is not { } to) return null;
        var name = Escapes.Read(to.Name);
        if (IsBalancer(name) && to.Zone != zone.Id) return CheckBalancer(alias, to.Zone, name);
        if (to.Zone != zone.Id) return null;
        var tried = $"Tried to create an alias that targets {Escapes.Write(name)}, type {alias.Id.Type} in zone {zone.Id}";
        if (name != zone.Name && !name.EndsWith($".{zone.Name}", StringComparison.Ordinal))
            return $"{tried}, but the alias target name does not lie within the target zone";
        return name == alias.Id.Name || !records.Values.Any(other => other.Id.Name == name && other.Id.Type == alias.Id.Type)
            ? $"{tried}, but that target was not found"
            : null;
    }

    /// <summary>The hosted zones of balancers' names ("Elastic Load Balancing endpoints and quotas", AWS General Reference).</summary>
    private static readonly ImmutableDictionary<string, string> ZonesOfBalancers = new Dictionary<string, string>
    {
        ["Z35SXDOTRQ7X7K"] = ".us-east-1.elb.amazonaws.com",
        ["Z26RNL4JYFTOTI"] = ".elb.us-east-1.amazonaws.com",
        ["Z32O12XQLNTSW2"] = ".eu-west-1.elb.amazonaws.com",
        ["Z2IFOLAFXWLO4F"] = ".elb.eu-west-1.amazonaws.com",
    }.ToImmutableDictionary();

    private static bool IsBalancer(string name) =>
        name.EndsWith(".amazonaws.com", StringComparison.Ordinal) && name.Split('.').Contains("elb");

    private static string? CheckBalancer(Record alias, string zone, string name)
    {
        var tried = $"Tried to create an alias that targets {Escapes.Write(name)}, type {alias.Id.Type} in zone {zone}";
        return !ZonesOfBalancers.TryGetValue(zone, out var within) || !name.EndsWith(within, StringComparison.Ordinal)
            ? $"{tried}, but the alias target name does not lie within the target zone"
            : alias.Id.Type is "A" or "AAAA" ? null : $"{tried}, but that target was not found";
    }
}
