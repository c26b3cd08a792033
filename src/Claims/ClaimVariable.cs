using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Contracts;

namespace Pipeline.Claims;

/// <summary>
/// The name of a variable or label by which a container says something of one of its ports:
/// <code>
/// SERVICE_PORT_PART             for the port, whatever its transport
/// SERVICE_PORT_TCP_PART         for the TCP port of that number alone; likewise UDP
///
/// part                          says
/// NAME                          the names to claim, separated by commas
/// CHECK                         how the port is checked; CHECK_INTERVAL how often, CHECK_TIMEOUT how long an answer may take
/// WEIGHT, PRIORITY              the same of its SRV records
/// TAGS                          tags, separated by commas
/// ATTR_ZONE                     the attribute zone
/// ROUTE                         balancer: the name leads to the balancer of the ECS service; tasks: to the containers
/// </code>
/// </summary>
/// <param name="Port">The port inside the container, as written; <see cref="int.MaxValue"/> for a larger number.</param>
/// <param name="Protocol">The transport that the variable is about; null for both.</param>
/// <param name="Part">What it says: <c>NAME</c>, <c>ATTR_ZONE</c>.</param>
internal sealed partial record ClaimVariable(int Port, TransportProtocol? Protocol, string Part)
{
    public const string Name = "NAME";
    public const string Check = "CHECK";
    public const string CheckInterval = "CHECK_INTERVAL";
    public const string CheckTimeout = "CHECK_TIMEOUT";
    public const string Weight = "WEIGHT";
    public const string Priority = "PRIORITY";
    public const string Tags = "TAGS";
    public const string Route = "ROUTE";

    /// <summary>How the part of an attribute begins; the attribute's name follows.</summary>
    public const string Attribute = "ATTR_";

    /// <summary>The first word of every variable.</summary>
    public const string First = "SERVICE";

    /// <summary>Every part but the attributes.</summary>
    public static readonly IReadOnlyList<string> Parts = [Name, Check, CheckInterval, CheckTimeout, Weight, Priority, Tags, Route];

    /// <returns>Null if the text is not exactly the name of such a variable.</returns>
    public static ClaimVariable? Parse(string text)
    {
        if (!text.StartsWith(First, StringComparison.Ordinal)) return null; // as for most variables
        return Pattern().Match(text) is not { Success: true, Groups: var groups } ? null : new ClaimVariable(
            int.TryParse(groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : int.MaxValue,
            groups["protocol"].Value switch
            {
                "TCP" => TransportProtocol.Tcp,
                "UDP" => TransportProtocol.Udp,
                _ => null,
            },
            groups["part"].Value);
    }

    /// <summary>How the variable is spelled.</summary>
    public override string ToString() => Protocol is { } protocol
        ? $"{First}_{Port}_{protocol.ToString().ToUpperInvariant()}_{Part}"
        : $"{First}_{Port}_{Part}";

    [GeneratedRegex(
        @"\ASERVICE_(?<port>[0-9]+)_((?<protocol>TCP|UDP)_)?"
        + @"(?<part>NAME|CHECK|CHECK_INTERVAL|CHECK_TIMEOUT|WEIGHT|PRIORITY|TAGS|ROUTE|ATTR_[A-Z0-9_]+)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
