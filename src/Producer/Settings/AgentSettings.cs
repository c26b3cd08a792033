using System.Net;
using System.Net.Sockets;
using Pipeline.Core.Instances;

namespace Pipeline.Producer.Settings;

/// <summary>The settings of one host's agent, in whatever process it runs.</summary>
public sealed record AgentSettings
{
    public const string DefaultOwnerLabel = "pipeline.owner";

    private const int LongestLabelName = 128;

    /// <summary>The host's name; null for the engine's own. It is made a DNS label.</summary>
    public string? HostName { get; init; }

    /// <summary>The name in the log until the engine answers with its host's name: its endpoint.</summary>
    public string EngineName { get; init; } = "engine";

    /// <summary>Appended to the host's name, for engines that share a machine: <c>-2</c>.</summary>
    public string HostNameSuffix { get; init; } = "";

    /// <summary>The IPv4 address at which other machines reach the ports that the host publishes.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The IPv6 address at which other machines reach the same ports; null for none.</summary>
    public string? Address6 { get; init; }

    /// <summary>The time between full reports.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between full reports while the host's end is announced.</summary>
    public TimeSpan ReportIntervalWhileEnding { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a container that was asked to stop counts as stopping; if it still runs then, it counts as running again.
    /// </summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many containers' facts may wait for the bus.</summary>
    public int OutboxCapacity { get; init; } = 10_000;

    /// <summary>Whether the host deregisters when the agent is shut down, so that its records are removed at once.</summary>
    public bool LeaveOnShutdown { get; init; }

    /// <summary>The address of the host's ECS agent, usually <c>http://localhost:51678</c>; null outside ECS.</summary>
    public Uri? EcsIntrospection { get; init; }

    /// <summary>The label of a container that says who owns it; by it, names may be bound to the container.</summary>
    public string OwnerLabel { get; init; } = DefaultOwnerLabel;

    /// <summary>The time until the next full report.</summary>
    public TimeSpan FindReportInterval(bool isEnding) =>
        isEnding && ReportIntervalWhileEnding < ReportInterval ? ReportIntervalWhileEnding : ReportInterval;

    /// <summary>Checks the settings.</summary>
    /// <returns>One line for each problem; empty if there is none.</returns>
    public IReadOnlyList<string> Validate() =>
    [
        .. Require(HostName is null || DnsLabel.FromName(HostName) is not "", $"HostName: '{HostName}' contains no letter or digit"),
        .. Require(HostNameSuffix is "" || CanEndLabel(HostNameSuffix), $"HostNameSuffix: '{HostNameSuffix}' cannot end a DNS label"),
        .. Require(IsIPv4(Address), $"Address: '{Address}' is not an IPv4 address"),
        .. Require(Address6 is null || IsIPv6(Address6), $"Address6: '{Address6}' is not an IPv6 address"),
        .. Require(ReportInterval >= TimeSpan.FromSeconds(1), $"ReportInterval: {ReportInterval} is shorter than a second"),
        .. Require(DrainLimit > TimeSpan.Zero, $"DrainLimit: {DrainLimit} is not longer than zero"),
        .. Require(OutboxCapacity > 0, $"OutboxCapacity: {OutboxCapacity} is less than 1"),
        .. Require(IsLabelName(OwnerLabel), $"OwnerLabel: '{OwnerLabel}' is not a label's name"),
        .. Require(IsHttp(EcsIntrospection), $"EcsIntrospection: '{EcsIntrospection}' is not an HTTP address"),
    ];

    /// <summary>Whether a text is an IPv4 address in its usual form, with four numbers.</summary>
    internal static bool IsIPv4(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork && address.ToString() == text;

    /// <summary>Whether a text is the IPv6 address of a host in its shortest form, without a zone.</summary>
    internal static bool IsIPv6(string text) => TransportAddress.IsIPv6(text) && text != IPAddress.IPv6Any.ToString();

    /// <summary>Whether a text is a name of a label as Docker recommends them ("Docker object labels").</summary>
    public static bool IsLabelName(string text) =>
        text.Length is > 0 and <= LongestLabelName
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '/');

    private static bool CanEndLabel(string suffix) => DnsLabel.FromName("a" + suffix) == "a" + suffix;

    private static bool IsHttp(Uri? uri) => uri is null or { IsAbsoluteUri: true, Scheme: "http" or "https" };

    private static IEnumerable<string> Require(bool isMet, string problem) => isMet ? [] : [problem];
}
