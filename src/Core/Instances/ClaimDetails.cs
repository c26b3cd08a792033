using System.Globalization;
using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>
/// What a claim says beside name, port and check. A part that cannot be used is left out by itself, and told as a flaw: a name must not
/// leave DNS because of a weight that cannot be read.
/// <code>
/// part        may be                                              at most
/// weight      a number, RFC 2782; otherwise 1                     65535
/// priority    a number, RFC 2782; otherwise 1                     65535
/// tags        printable ASCII without a space or a comma          16 of 64 characters
/// attributes  a name of a-z, 0-9 and _, and printable ASCII       16 of 32 and 128 characters
/// route       balancer or tasks; otherwise tasks
/// </code>
/// </summary>
public sealed class ClaimDetails
{
    /// <summary>The most tags of a claim, and the most attributes, that count.</summary>
    public const int MaxCount = 16;

    public const int MaxTagLength = 64;
    public const int MaxAttributeNameLength = 32;
    public const int MaxAttributeValueLength = 128;

    /// <summary>Weight and priority of an instance that says nothing else: all instances of a service are equal.</summary>
    public const ushort Usual = 1;

    private const string Balancer = "balancer";
    private const string Tasks = "tasks";

    private static readonly ClaimDetails None = new();

    private readonly List<ClaimFlaw> flaws = [];
    private readonly int port;

    private ClaimDetails() { }

    private ClaimDetails(Endpoint claim)
    {
        port = claim.ContainerPort;
        Weight = ReadNumber("WEIGHT", claim.Weight);
        Priority = ReadNumber("PRIORITY", claim.Priority);
        Tags = ReadTags(claim.Tags ?? []);
        Attributes = ReadAttributes(claim.Attributes ?? []);
        LeadsToBalancer = ReadRoute(claim.Route);
    }

    /// <summary>Whether the name is to lead to the balancer of the container's ECS service, and not to the container.</summary>
    public bool LeadsToBalancer { get; }

    private ushort? Weight { get; }
    private ushort? Priority { get; }
    private TextList? Tags { get; }
    private TextList? Attributes { get; }

    /// <summary>The parts that are left out.</summary>
    public IReadOnlyList<ClaimFlaw> Flaws => flaws;

    public static ClaimDetails Read(Endpoint claim) =>
        claim is { Weight: null, Priority: null, Tags: null, Attributes: null, Route: null } ? None : new(claim);

    /// <summary>The instance with all that can be used.</summary>
    public Instance AddTo(Instance instance) =>
        instance with { Weight = Weight, Priority = Priority, Tags = Tags, Attributes = Attributes };

    /// <summary>Whether a text may be a tag.</summary>
    public static bool IsTag(string text) =>
        text.Length is > 0 and <= MaxTagLength && text.All(letter => letter is > ' ' and <= '~' and not ',');

    private ushort? ReadNumber(string part, string? written)
    {
        if (written is null) return null;
        if (ushort.TryParse(written.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number is Usual ? null : number;
        Tell(part, $"'{written}' is no {part.ToLowerInvariant()}: write a number from 0 to {ushort.MaxValue}; until then it is {Usual}");
        return null;
    }

    private bool ReadRoute(string? written)
    {
        var route = written?.Trim() ?? Tasks;
        if (route.Equals(Balancer, StringComparison.OrdinalIgnoreCase)) return true;
        if (!route.Equals(Tasks, StringComparison.OrdinalIgnoreCase))
            Tell("ROUTE", $"'{written}' is no route: write {Balancer} or {Tasks}; until then it is {Tasks}");
        return false;
    }

    private TextList? ReadTags(TextList written)
    {
        var kept = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tag in written)
        {
            if (tag is "" || kept.Contains(tag)) continue;
            if (!IsTag(tag)) Tell("TAGS", $"'{tag}' is no tag: write at most {MaxTagLength} printable ASCII characters, without spaces");
            else if (kept.Count < MaxCount) kept.Add(tag);
            else
            {
                Tell("TAGS", $"only {MaxCount} tags count; '{tag}' and all after it are left out");
                break;
            }
        }

        return TextList.CreateUnlessEmpty(kept);
    }

    private TextList? ReadAttributes(TextList written)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in written)
        {
            var (name, value) = attribute.IndexOf('=') is >= 0 and var end ? (attribute[..end], attribute[(end + 1)..]) : (attribute, "");
            var variable = $"ATTR_{name.ToUpperInvariant()}";
            if (name is "" || name.Length > MaxAttributeNameLength
                || !name.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
                Tell(variable, $"'{name}' is no attribute's name: write at most {MaxAttributeNameLength} letters, digits and '_'");
            else if (value is "" || value.Length > MaxAttributeValueLength || !value.All(letter => letter is >= ' ' and <= '~'))
                Tell(variable, $"'{value}' is no attribute: write 1 to {MaxAttributeValueLength} printable ASCII characters");
            else if (kept.ContainsKey(name) || kept.Count < MaxCount) kept[name] = value;
            else
            {
                Tell(variable, $"only {MaxCount} attributes count; this one and all after it are left out");
                break;
            }
        }

        return TextList.CreateUnlessEmpty(kept.Select(attribute => $"{attribute.Key}={attribute.Value}"));
    }

    private void Tell(string part, string detail) => flaws.Add(new ClaimFlaw($"SERVICE_{port}_{part}", detail));
}
