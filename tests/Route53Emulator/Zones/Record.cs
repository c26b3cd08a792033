using System.Collections.Immutable;
using System.Net;

namespace Pipeline.Tests.Route53Emulator.Zones;

/// <summary>The identity of a record set.</summary>
/// <param name="Name">In lower case, unescaped, without the final dot.</param>
public sealed record RecordId(string Name, string Type, string? SetIdentifier = null)
{
    /// <summary>The format of Route 53's messages.</summary>
    public override string ToString() =>
        $"[name='{Escapes.Write(Name)}', type='{Type}'{(SetIdentifier is null ? "" : $", set-identifier='{SetIdentifier}'")}]";
}

/// <summary>A resource record set.</summary>
public sealed record Record(RecordId Id, long? Ttl, ImmutableArray<string> Values)
{
    public long? Weight { get; init; }

    public bool? MultiValueAnswer { get; init; }

    public string? Region { get; init; }

    public string? Failover { get; init; }

    public string? HealthCheckId { get; init; }

    /// <summary>The target of an alias, hosted zone and name; null for other record sets.</summary>
    public (string Zone, string Name, bool EvaluateHealth)? Alias { get; init; }

    /// <summary>The routing policy, which all sets of a name and type share.</summary>
    public string Policy =>
        Id.SetIdentifier is null ? "simple" : MultiValueAnswer is true ? "multivalue" : Weight is not null ? "weighted" : Region is not null
            ? "latency" : "failover";

    /// <summary>The one form of a value: an IPv6 address may be written in several.</summary>
    public string Canonical(string value) =>
        Id.Type is "AAAA" && IPAddress.TryParse(value, out var address) ? address.ToString() : value;

    /// <summary>Whether a DELETE of this set matches another: all members must be equal; the order of values does not count.</summary>
    public bool Matches(Record other) =>
        Values.Select(Canonical).ToHashSet().SetEquals(other.Values.Select(Canonical))
        && this with { Values = [] } == other with { Values = [] };

    /// <summary>
    /// The set as it is stored in place of another: an IPv6 address keeps the form in which it was written first.
    /// </summary>
    public Record Replacing(Record? old) => this with
    {
        Values = [.. Values.Select(value => old?.Values.FirstOrDefault(known => Canonical(known) == Canonical(value)) ?? value)],
    };

    public bool Equals(Record? other) =>
        other is not null && Id == other.Id && Ttl == other.Ttl && Values.SequenceEqual(other.Values) && Weight == other.Weight
        && (MultiValueAnswer is true) == (other.MultiValueAnswer is true) && Region == other.Region && Failover == other.Failover
        && HealthCheckId == other.HealthCheckId && Alias == other.Alias;

    public override int GetHashCode() => Id.GetHashCode();
}
