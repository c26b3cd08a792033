using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Pipeline.Contracts;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Health;
using Pipeline.Core.Names;
using Pipeline.Core.Pacing;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Settings;
using Pipeline.Store.Connections;
namespace Pipeline.Settings;

/// <summary>How each kind of value is written.</summary>
internal static partial class Values
{
    private const int LongestDomain = 253;
    private const double LargestBucket = 1_000_000;

    /// <summary>A DNS name of letters, digits and hyphens (RFC 1123, section 2.1).</summary>
    public static Parsed<string> Domain(string text)
    {
        var name = text.ToLowerInvariant().TrimEnd('.');
        return name.Length <= LongestDomain && DnsName().IsMatch(name)
            ? name
            : new Parsed<string>.Bad(
                "is not a DNS name", "labels of letters, digits and hyphens with dots between, such as servicediscovery.internal");
    }

    public static Parsed<IPEndPoint> EndPoint(string text)
    {
        var written = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + text["localhost".Length..] : text;
        return written.LastIndexOf(':') > 0 && !written.EndsWith(']') && IPEndPoint.TryParse(written, out var point)
            ? point
            : new Parsed<IPEndPoint>.Bad("is not an address with a port", "IP:PORT, such as 127.0.0.1:5300");
    }

    public static Parsed<Uri> ConsoleUrl(string text) =>
        Uri.TryCreate(text.Replace("//localhost", "//127.0.0.1", StringComparison.OrdinalIgnoreCase), UriKind.Absolute, out var url)
            && url is { Scheme: "http", PathAndQuery: "/", UserInfo: "", HostNameType: UriHostNameType.IPv4 or UriHostNameType.IPv6 }
            ? url
            : new Parsed<Uri>.Bad("is not an address for the console", "http://IP:PORT, such as http://127.0.0.1:8080");

    public static Parsed<string> Directory(string text) =>
        text.Length > 0 && !text.Contains('\0') ? Path.GetFullPath(text) : new Parsed<string>.Bad(
            "is not a directory", "a path, such as /var/lib/pipeline");

    public static Parsed<string?> Database(string text) =>
        DatabaseReach.IsConnectionString(text) ? text : new Parsed<string?>.Bad(
            "is not a connection string", "Host=HOST;Database=NAME;Username=USER;Password=SECRET");

    /// <summary>A queue's name as SQS takes it (CreateQueue).</summary>
    public static Parsed<string?> Queue(string text) =>
        QueueName().IsMatch(text) ? text : new Parsed<string?>.Bad(
            "is not a queue name", "up to 80 letters, digits, hyphens and underscores, such as facts");

    public static Parsed<ImmutableArray<Uri>> Engines(IEnumerable<string> texts)
    {
        var engines = ImmutableArray.CreateBuilder<Uri>();
        foreach (var text in texts)
        {
            if (Engine(text) is not { } engine)
                return new Parsed<ImmutableArray<Uri>>.Bad(
                    "is not an engine", "unix:///PATH or tcp://HOST:PORT, such as unix:///var/run/docker.sock");
            engines.Add(engine);
        }

        return engines.ToImmutable();
    }

    public static Parsed<ImmutableArray<RequiredLabel>> Labels(IReadOnlyList<string> texts)
    {
        var labels = texts.Select(text => text.Split('=', 2)).ToList();
        return labels.All(label => label is [var name, _] && AgentSettings.IsLabelName(name))
            ? labels.Select(label => new RequiredLabel(label[0], label[1])).ToImmutableArray()
            : new Parsed<ImmutableArray<RequiredLabel>>.Bad("is not a label with its value", "LABEL=VALUE, such as team=payments");
    }

    /// <returns>Null where the text names no engine that can be reached.</returns>
    public static Uri? Engine(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri switch
        {
            { Scheme: "unix", Host: "", AbsolutePath.Length: > 1 } => true,
            { Scheme: "tcp" or "http" or "https", Host.Length: > 0, Port: > 0, AbsolutePath: "/" or "" } => true,
            _ => false,
        } ? uri : null;

    public static Parsed<int> Count(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= most
            ? count
            : new Parsed<int>.Bad("is not a number of hosts", $"a number from 0 to {most}");

    public static Parsed<IPAddress?> IPv4(string text) =>
        IPv4Address().IsMatch(text) && IPAddress.TryParse(text, out var address)
            ? address
            : new Parsed<IPAddress?>.Bad("is not an IPv4 address", "one of this machine's, such as 192.0.2.7");

    public static Parsed<IPAddress?> IPv6(string text) =>
        IPAddress.TryParse(text, out var address)
            && address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: 0, IsIPv4MappedToIPv6: false }
            && !address.Equals(IPAddress.IPv6Any)
            ? address
            : new Parsed<IPAddress?>.Bad("is not an IPv6 address", "one of this machine's, such as 2001:db8::7");

    /// <summary>A duration in any form that <see cref="Durations.Parse(string)"/> accepts; a number alone is in seconds.</summary>
    public static Parsed<TimeSpan> Time(string text, TimeSpan least, TimeSpan most, string example) => Durations.Parse(text) switch
    {
        { } duration when duration >= least && duration <= most => duration,
        { } duration => new Parsed<TimeSpan>.Bad(
            $"is {duration:c}, too {(duration < least ? "short" : "long")}", $"{least:c} to {most:c}, such as {example}"),
        _ when TwoNumbers().Match(text) is { Success: true } clock => new Parsed<TimeSpan>.Bad(
            "may be minutes and seconds, or hours and minutes",
            $"{clock.Groups[1]}m{clock.Groups[2]}s or {clock.Groups[1]}h{clock.Groups[2]}m"),
        _ => new Parsed<TimeSpan>.Bad(
            "is not a duration", $"90s, 2m30s, 1h, or HH:MM:SS from {least:c} to {most:c}, such as {example}"),
    };

    public static Parsed<int> Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : new Parsed<int>.Bad("is not a valid number", $"a number from {least} to {most}");

    public static Parsed<double> Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : new Parsed<double>.Bad("is not a share from 0 to 1", "a number from 0 to 1, such as 0.5");

    public static Parsed<string> HealthCheck(string text) =>
        Check.Parse(text) is not null ? text.Trim() : new Parsed<string>.Bad("is not a check", "http:/PATH, tcp, docker or none");

    public static Parsed<string?> File(string text) =>
        text.Length > 0 && !text.Contains('\0')
            ? Path.GetFullPath(text)
            : new Parsed<string?>.Bad("is not a file", "a path, such as /etc/pipeline/owners");

    public static Parsed<UnlistedNames> UnlistedNames(string text) =>
        Enum.TryParse<UnlistedNames>(text, ignoreCase: true, out var who) && Enum.IsDefined(who) && !int.TryParse(text, out _)
            ? who
            : new Parsed<UnlistedNames>.Bad("says nobody", "Anyone, FirstClaim or Nobody");

    public static Parsed<string> Label(string text) =>
        AgentSettings.IsLabelName(text) ? text : new Parsed<string>.Bad(
            "is not a label's name", "at most 128 letters, digits, '.', '-', '_' and '/', such as pipeline.owner");

    /// <returns>Whether only the healthy are let in.</returns>
    public static Parsed<bool> Admission(string text) => text.ToLowerInvariant() switch
    {
        "start" => false,
        "healthy" => true,
        _ => new Parsed<bool>.Bad("is not a valid time", "start or healthy"),
    };

    public static Parsed<bool> YesOrNo(string text) =>
        bool.TryParse(text, out var yes) ? yes : new Parsed<bool>.Bad("is neither yes nor no", "true or false");

    public static Parsed<LogLevel> Level(string text) =>
        Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level) && !int.TryParse(text, out _)
            ? level
            : new Parsed<LogLevel>.Bad("is not a log level", "Debug, Information, Warning or Error");

    public static Parsed<LogFormat> LogFormat(string text) =>
        Enum.TryParse<LogFormat>(text, ignoreCase: true, out var format) && Enum.IsDefined(format) && !int.TryParse(text, out _)
            ? format
            : new Parsed<LogFormat>.Bad("is not a format of log lines", "Text or Json");

    public static Parsed<ZoneLayout> Layout(string text) =>
        Enum.TryParse<ZoneLayout>(text, ignoreCase: true, out var layout) && Enum.IsDefined(layout) && !int.TryParse(text, out _)
            ? layout
            : new Parsed<ZoneLayout>.Bad("is not a layout", "Simple, Multivalue or Weighted");

    public static Parsed<ServiceAddresses> Addresses(string text) =>
        Enum.TryParse<ServiceAddresses>(text, ignoreCase: true, out var which) && Enum.IsDefined(which) && !int.TryParse(text, out _)
            ? which
            : new Parsed<ServiceAddresses>.Bad("is not a choice of addresses", "Fixed, All or None");

    public static Parsed<ProtocolNames> ProtocolNames(string text) =>
        Enum.TryParse<ProtocolNames>(text, ignoreCase: true, out var which) && Enum.IsDefined(which) && !int.TryParse(text, out _)
            ? which
            : new Parsed<ProtocolNames>.Bad("is not a choice of protocol names", "All or None");

    /// <summary>A token bucket: how many it holds, and how many flow in each second.</summary>
    public static Parsed<BucketSize> Bucket(string text, string example) =>
        text.Split('/') is [var size, var rate]
            && double.TryParse(size, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var capacity)
            && capacity is >= 2 and <= LargestBucket
            && double.TryParse(rate, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var refill)
            && refill is > 0 and <= LargestBucket
            ? new BucketSize(capacity, refill)
            : new Parsed<BucketSize>.Bad("is not a bucket size", $"SIZE/RATE, such as {example}");

    /// <summary>An identifier of Route 53: at most 32 capital letters and digits (its API reference, "ResourceId").</summary>
    public static Parsed<string?> ZoneId(string text) =>
        ZoneIdentifier().IsMatch(text) ? text : new Parsed<string?>.Bad(
            "is not a hosted zone's identifier", "what Route 53 calls it, such as Z0123456789ABCDEFGHIJ");

    public static Parsed<string?> Role(string text) =>
        RoleArn().IsMatch(text) ? text : new Parsed<string?>.Bad("is not a role's ARN", "arn:aws:iam::ACCOUNT:role/NAME");

    /// <summary>What names of topics and queues may be made of (SQS and SNS API references), with room for what follows.</summary>
    public static Parsed<string?> Scope(string text) =>
        ScopeName().IsMatch(text) ? text : new Parsed<string?>.Bad(
            "is not a valid prefix of queue names", "at most 32 letters, digits, hyphens and underscores");

    /// <summary>A secret that is not guessed.</summary>
    public static Parsed<string?> Token(string text) =>
        text.Length is >= 16 and <= 256 && text.All(letter => letter is > ' ' and <= '~') ? text : new Parsed<string?>.Bad(
            "is not a token", "16 to 256 characters without spaces, such as `openssl rand -hex 24` prints");

    /// <summary>A header's name (RFC 9110, section 5.6.2), as proxies use.</summary>
    public static Parsed<string?> Header(string text) =>
        HeaderName().IsMatch(text) ? text : new Parsed<string?>.Bad(
            "is not a header's name", "letters, digits and hyphens, such as X-Forwarded-User");

    public static Parsed<IPAddress?> Address(string text) =>
        text.Any(letter => letter is '.' or ':') && IPAddress.TryParse(text, out var address) ? address : new Parsed<IPAddress?>.Bad(
            "is not an IP address", "the proxy's, such as 192.0.2.7");

    public static Parsed<string?> Text(string text) => text;

    [GeneratedRegex(@"^(/hostedzone/)?[A-Z0-9]{1,32}\z")]
    private static partial Regex ZoneIdentifier();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:role/[A-Za-z0-9_+=,.@/-]+\z")]
    private static partial Regex RoleArn();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,32}\z")]
    private static partial Regex ScopeName();

    [GeneratedRegex(@"^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\z")]
    private static partial Regex DnsName();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,80}\z")]
    private static partial Regex QueueName();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}\z")]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"^(\d{1,2}):(\d{1,2})\z")]
    private static partial Regex TwoNumbers();

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3}){3}\z")]
    private static partial Regex IPv4Address();
}
