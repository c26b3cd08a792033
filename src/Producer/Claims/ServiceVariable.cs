using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Contracts;

namespace Pipeline.Producer.Claims;

/// <summary>One claim, as a container's environment states it: <c>SERVICE_8081_NAME=calc</c>.</summary>
/// <param name="Port">The port inside the container, as written; <see cref="int.MaxValue"/> for a larger number.</param>
/// <param name="Name">The name, as written. The registry decides whether it is valid.</param>
internal sealed partial record ServiceVariable(int Port, string Name)
{
    /// <summary>The transport that the name itself contains (<c>_calc._udp</c>, RFC 2782); null if it contains none.</summary>
    public TransportProtocol? Protocol => Name switch
    {
        ['_', ..] when Name.EndsWith("._udp", StringComparison.OrdinalIgnoreCase) => TransportProtocol.Udp,
        ['_', ..] when Name.EndsWith("._tcp", StringComparison.OrdinalIgnoreCase) => TransportProtocol.Tcp,
        _ => null,
    };

    /// <summary>Parses every claim of an environment, sorted by port. If a variable is set twice, the last one counts.</summary>
    public static IReadOnlyList<ServiceVariable> ParseAll(IEnumerable<string> environment)
    {
        var variables = new Dictionary<string, ServiceVariable>(StringComparer.Ordinal);
        foreach (var entry in environment)
            if (Pattern().Match(entry) is { Success: true, Groups: var groups })
                variables[groups["variable"].Value] = new ServiceVariable(ParsePort(groups["port"].Value), groups["name"].Value);

        return [.. variables.Values.Distinct().OrderBy(claim => claim.Port).ThenBy(claim => claim.Name, StringComparer.Ordinal)];
    }

    private static int ParsePort(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : int.MaxValue;

    // The first '=' ends the variable's name; the value may contain more of them.
    [GeneratedRegex(@"\A(?<variable>SERVICE_(?<port>[0-9]+)_NAME)=(?<name>.*)\z", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
