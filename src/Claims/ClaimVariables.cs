using Pipeline.Contracts;

namespace Pipeline.Claims;

/// <summary>One name that a container claims, before its port was looked up.</summary>
/// <param name="Port">The port inside the container.</param>
/// <param name="Protocol">The transport that its variable, or the name itself, states; null if neither does.</param>
/// <param name="Name">The name, as written. The registry decides whether it is valid.</param>
internal sealed record ClaimedName(int Port, TransportProtocol? Protocol, string Name);

/// <summary>
/// All that a container says of its ports, in its environment and in its labels. Both are spelled alike; of a variable and a label of one
/// name the variable counts, and of a variable that is set twice the last one.
/// </summary>
internal sealed class ClaimVariables
{
    private readonly Dictionary<ClaimVariable, string> values = [];
    private readonly HashSet<string> others = new(StringComparer.Ordinal);

    public ClaimVariables(ContainerInspection container)
    {
        foreach (var (name, value) in container.Labels) Add(name, value);
        foreach (var entry in container.Environment)
            if (entry.IndexOf('=') is > 0 and var end) Add(entry[..end], entry[(end + 1)..]); // the value may contain more of them
        Names =
        [
            .. values.Where(variable => variable.Key.Part is ClaimVariable.Name)
                .SelectMany(variable => ReadList(variable.Value), (variable, name) => ToClaim(variable.Key, name))
                .Distinct()
                .OrderBy(claim => claim.Port).ThenBy(claim => claim.Name, StringComparer.Ordinal).ThenBy(claim => claim.Protocol),
        ];
    }

    /// <summary>The names that it claims, sorted by port.</summary>
    public IReadOnlyList<ClaimedName> Names { get; }

    /// <summary>The variables and labels that are spelled as they must be.</summary>
    public IEnumerable<ClaimVariable> Known => values.Keys;

    /// <summary>The names of all other variables and labels. Their values are nobody's business: they may be secrets.</summary>
    public IEnumerable<string> Others => others;

    /// <summary>What it says of a port; what it says of that transport alone comes first. Null for nothing.</summary>
    public string? Find(int port, TransportProtocol protocol, string part) =>
        values.GetValueOrDefault(new(port, protocol, part)) ?? values.GetValueOrDefault(new(port, null, part));

    /// <summary>The attributes of a port, sorted by name; what is said of that transport alone comes first.</summary>
    public IEnumerable<(string Name, string Value)> FindAttributes(int port, TransportProtocol protocol) =>
        from part in values.Keys.Where(known => known.Port == port && (known.Protocol ?? protocol) == protocol).Select(known => known.Part)
            .Where(part => part.StartsWith(ClaimVariable.Attribute, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)
        select (part[ClaimVariable.Attribute.Length..].ToLowerInvariant(), Find(port, protocol, part)!);

    /// <summary>The texts of a list, without the spaces around them.</summary>
    public static string[] ReadList(string list) => list.Split(',', StringSplitOptions.TrimEntries);

    private void Add(string name, string value)
    {
        if (ClaimVariable.Parse(name) is { } variable) values[variable] = value;
        else others.Add(name);
    }

    private static ClaimedName ToClaim(ClaimVariable variable, string name) =>
        new(variable.Port, variable.Protocol ?? ReadProtocol(name), name);

    // A name may contain its transport itself (_calc._udp, RFC 2782).
    private static TransportProtocol? ReadProtocol(string name) => name switch
    {
        ['_', ..] when name.EndsWith("._udp", StringComparison.OrdinalIgnoreCase) => TransportProtocol.Udp,
        ['_', ..] when name.EndsWith("._tcp", StringComparison.OrdinalIgnoreCase) => TransportProtocol.Tcp,
        _ => null,
    };
}
