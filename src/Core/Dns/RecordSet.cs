using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Core.Vocabulary;

namespace Pipeline.Core.Dns;

/// <summary>The record types that this system writes.</summary>
public enum RecordType
{
    A,
    SRV,
    AAAA,
}

public static class RecordTypes
{
    extension(RecordType type)
    {
        /// <summary>Whether the values of the type are IP addresses.</summary>
        public bool IsAddress => type is RecordType.A or RecordType.AAAA;

        /// <summary>Whether this version writes records of the type; only a newer version knows others.</summary>
        public bool IsKnown => Enum.IsDefined(type);
    }
}

/// <summary>Identifies a record set in a zone.</summary>
/// <param name="Name">Absolute name in lower case, without the final dot: <c>calc.servicediscovery.internal</c>.</param>
/// <param name="Type">The record type.</param>
/// <param name="SetIdentifier">Distinguishes sets of one name and type (Route 53 weighted and multivalue records); null for a simple
/// set.</param>
public sealed record RecordKey(string Name, RecordType Type, string? SetIdentifier = null)
{
    /// <summary>The key as one string, also its identity in the ledger: <c>calc.servicediscovery.internal/SRV</c>.</summary>
    public override string ToString() =>
        SetIdentifier is null ? $"{Name}/{Word.Format(Type)}" : $"{Name}/{Word.Format(Type)}/{SetIdentifier}";
}

/// <summary>All values of one name and type: a resource record set of Route 53.</summary>
public sealed record RecordSet
{
    /// <summary>What comes before the target of an alias in <see cref="Content"/>.</summary>
    public const string AliasPrefix = "alias of ";

    public required RecordKey Key { get; init; }

    /// <summary>How long resolvers may keep the answer, in seconds.</summary>
    public required int Ttl { get; init; }

    /// <summary>
    /// The values in zone-file form, sorted and distinct: <c>192.0.2.7</c> for A, <c>2001:db8::7</c> for AAAA
    /// (RFC 5952), <c>1 1 32768 host.servicediscovery.internal.</c> (priority, weight, port, target) for SRV (RFC 2782).
    /// </summary>
    public required ImmutableSortedSet<string> Values { get; init; }

    /// <summary>How it is chosen among the sets of its name and type. A set with an identifier is never simple.</summary>
    public Routing Routing { get; init; }

    /// <summary>Further members of an alias, and of a set that somebody else wrote; null for all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OtherMembers? Other { get; init; }

    /// <summary>Whether it is answered with what another name has, and has no values of its own.</summary>
    [JsonIgnore]
    public bool IsAlias => Other?.Alias is not null;

    /// <summary>
    /// The name of this zone, and the type, with whose record sets an alias is answered; null if it is none. An alias of addresses leads to
    /// a balancer, which is in no zone of ours.
    /// </summary>
    [JsonIgnore]
    public RecordKey? LeadsTo =>
        !Key.Type.IsAddress && Other?.Alias is { } alias ? new RecordKey(alias.Name.TrimEnd('.'), Key.Type) : null;

    /// <summary>Its values as people read them; of an alias, what it leads to.</summary>
    [JsonIgnore]
    public IReadOnlyCollection<string> Content => Other?.Alias is { } alias ? [$"{AliasPrefix}{alias.Name.TrimEnd('.')}"] : Values;

    /// <summary>
    /// An alias to the record sets of another name of the same zone, or to a balancer. It has no TTL: theirs counts.
    /// </summary>
    /// <param name="key">The alias's name and type.</param>
    /// <param name="zone">The identifier of the hosted zone; of a balancer, that of its own (<c>CanonicalHostedZoneId</c>).</param>
    /// <param name="target">The absolute name that it leads to, without its final dot.</param>
    public static RecordSet CreateAlias(RecordKey key, string zone, string target) => new()
    {
        Key = key,
        Ttl = 0,
        Values = [],
        Routing = Routing.Other,
        Other = new OtherMembers { Alias = new AliasTarget(zone, $"{target}.", EvaluatesHealth: false) },
    };

    public bool Equals(RecordSet? other) =>
        other is not null && Key == other.Key && Ttl == other.Ttl && Routing == other.Routing && Other == other.Other
        && Values.Count == other.Values.Count
        // Both are nearly always in one order; only where they are not, a set is made of one of them.
        && (Values.SequenceEqual(other.Values) || Values.SetEquals(other.Values));

    public override int GetHashCode() => HashCode.Combine(Key, Ttl, Values.Count);
}
