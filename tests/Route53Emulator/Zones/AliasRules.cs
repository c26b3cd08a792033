using System.Collections.Immutable;

namespace Pipeline.Tests.Route53Emulator.Zones;

/// <summary>
/// Checks the target of an alias to another record set of the same zone. Changes are checked in the order of their batch, so that an alias
/// may follow its target in one batch, and never precede it. A target may be deleted while an alias leads to it: then the alias has no
/// answer. Aliases to other zones and other services are not checked.
/// </summary>
internal static class AliasRules
{
    public static string? Check(Record alias, ImmutableSortedDictionary<RecordId, Record> records, HostedZone zone)
    {
        if (alias.Alias is not { } to || to.Zone != zone.Id) return null;
        var name = Escapes.Read(to.Name);
        var tried = $"Tried to create an alias that targets {Escapes.Write(name)}, type {alias.Id.Type} in zone {zone.Id}";
        if (name != zone.Name && !name.EndsWith($".{zone.Name}", StringComparison.Ordinal))
            return $"{tried}, but the alias target name does not lie within the target zone";
        return name == alias.Id.Name || !records.Values.Any(other => other.Id.Name == name && other.Id.Type == alias.Id.Type)
            ? $"{tried}, but that target was not found"
            : null;
    }
}
