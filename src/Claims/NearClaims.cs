using System.Globalization;
using Pipeline.Contracts;

namespace Pipeline.Claims;

/// <summary>
/// Finds what nearly is a claim, so that it is told in place of having no effect. A program may have variables of its own that look
/// similar (<c>SERVICE_ACCOUNT_NAME</c>, <c>SERVICE_80_PORT</c>), so this is the whole rule; case, and <c>. - /</c> in place of <c>_</c>,
/// make no difference:
/// <code>
/// variable or label                                       is told
/// SERVICE_80_PART, the part spelled in another way        always
/// SERVICE_80_NAM, at most 1 letter away, 2 in long parts  always
/// SERVICE_80_CHECK_HTTP, as other registrators have it    always
/// SERVIC_80_NAME, the first word 1 letter away            always
/// SERVICE_9090_CHECK, but no name for port 9090           if the container claims a name
/// SERVICE_NAME, SERVICE_HTTP_NAME                         if it claims none, and has a port
/// anything else                                           never
/// </code>
/// Only names of variables are told, never their values.
/// </summary>
internal static class NearClaims
{
    /// <summary>The most that one container has told.</summary>
    public const int Most = 16;

    /// <summary>A longer name is no claim that somebody meant.</summary>
    public const int LongestVariable = 100;

    private const int LongPart = 6;

    /// <summary>Words that people write in place of a port's number.</summary>
    private static readonly string[] WordsForPorts =
        ["DNS", "FTP", "GRPC", "HTTP", "HTTPS", "PORT", "SMTP", "SSH", "TCP", "TLS", "UDP", "WEB"];

    public static IEnumerable<ClaimFlaw> Find(ContainerInspection container, ClaimVariables variables)
    {
        var named = variables.Names.Select(claim => claim.Port).ToHashSet();
        var nameless = variables.Known.Where(variable => named.Count > 0 && !named.Contains(variable.Port))
            .Select(variable => new ClaimFlaw(
                variable.ToString(), $"has no effect: {Name(variable.Port)} is not set; is it meant for another port?"));
        var near = variables.Others.Where(name => name.Length <= LongestVariable)
            .Select(name => Correct(name, named.Count > 0 ? null : container) is { } meant
                ? new ClaimFlaw(name, $"is not read; write {meant}")
                : null)
            .OfType<ClaimFlaw>();
        return near.Concat(nameless).OrderBy(flaw => flaw.Variable, StringComparer.Ordinal).Take(Most);
    }

    /// <param name="name">The name of a variable that is not read.</param>
    /// <param name="nameless">The container, if it claims no name.</param>
    /// <returns>What was probably meant; null if the variable is taken for a program's own.</returns>
    private static string? Correct(string name, ContainerInspection? nameless) =>
        name.ToUpperInvariant().Split(['_', '.', '-', '/'], StringSplitOptions.RemoveEmptyEntries) switch
        {
            [ClaimVariable.First, ClaimVariable.Name] => CorrectWithoutPort(nameless),
            [ClaimVariable.First, var word, ClaimVariable.Name] when WordsForPorts.Contains(word) => CorrectWithoutPort(nameless),
            [var first, var digits, .. { Length: > 0 } rest] when ParsePort(digits) is { } port => (IsNear(first), rest) switch
            {
                (0, ["TCP", .. { Length: > 0 } part]) => Correct(port, TransportProtocol.Tcp, string.Join('_', part)),
                (0, ["UDP", .. { Length: > 0 } part]) => Correct(port, TransportProtocol.Udp, string.Join('_', part)),
                (0, _) => Correct(port, null, string.Join('_', rest)),
                (1, [ClaimVariable.Name]) => Name(port),
                _ => null,
            },
            _ => null,
        };

    private static string? Correct(int port, TransportProtocol? protocol, string part)
    {
        var check = new ClaimVariable(port, protocol, ClaimVariable.Check);
        if (CorrectPart(part) is { } meant) return (check with { Part = meant }).ToString();
        return part switch
        {
            "CHECK_HTTP" or "CHECK_HTTPS" => $"{check}=http:/PATH",
            "CHECK_TCP" => $"{check}=tcp",
            _ when part.StartsWith("CHECK_", StringComparison.Ordinal) => $"{check} with http:/PATH, tcp, docker or none",
            "ATTR" or "ATTRS" or "ATTRIBUTE" or "ATTRIBUTES" =>
                $"{check with { Part = ClaimVariable.Attribute }} with the attribute's name",
            _ => null,
        };
    }

    private static string? CorrectPart(string part)
    {
        foreach (var similar in (string[])["ATTR_", "ATTRS_", "ATTRIBUTE_", "ATTRIBUTES_"])
            if (part.StartsWith(similar, StringComparison.Ordinal)
                && part[similar.Length..] is { Length: > 0 } attribute
                && attribute.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_'))
                return ClaimVariable.Attribute + attribute;
        var nearest = NearestNames.Find(part, ClaimVariable.Parts).First();
        return NearestNames.CountEdits(part, nearest) <= (nearest.Length < LongPart ? 1 : 2) ? nearest : null;
    }

    // A variable without a port's number may well be the program's own: it is told only where the container would be unknown otherwise.
    private static string? CorrectWithoutPort(ContainerInspection? nameless) => nameless switch
    {
        null => null,
        { NetworkMode: not "host", Ports: [] } => null,
        { Ports: [var port] } => $"{Name(port.Number)}, with the number of the port inside the container",
        _ => $"{ClaimVariable.First}_PORT_{ClaimVariable.Name}, with the number of the port inside the container in place of PORT",
    };

    private static string Name(int port) => new ClaimVariable(port, null, ClaimVariable.Name).ToString();

    private static int IsNear(string first) =>
        first is ClaimVariable.First ? 0 : Math.Abs(first.Length - ClaimVariable.First.Length) > 1 ? int.MaxValue
        : NearestNames.CountEdits(first, ClaimVariable.First);

    private static int? ParsePort(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
}
