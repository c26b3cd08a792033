using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;

namespace Pipeline.Producer.Settings;

/// <summary>All environment variables of the agent. Parser, help and documentation use this table.</summary>
public static partial class AgentVariables
{
    /// <summary>The prefix of each variable's name.</summary>
    public const string Prefix = SettingNames.Prefix;

    private static readonly AgentOptions Defaults = new();

    public static IReadOnlyList<AgentVariable> All { get; } =
    [
        new("Engine", "URI", "the Docker engine to watch", "DOCKER_HOST, or the local socket")
        {
            Apply = (options, text) => ParseEngine(text) is { } engine ? options with { Engine = engine } : null,
            Expected = "unix:///PATH or tcp://HOST:PORT, such as unix:///var/run/docker.sock",
        },
        new("HostId", "NAME", "the host's name, unique among all hosts", "the EC2 instance's identifier")
        {
            Apply = (options, text) => DnsLabel.FromName(text) is not "" ? options with { HostId = text } : null,
            Expected = "a name that contains a letter or digit",
        },
        new("HostAddress", "IPV4", "the address at which other machines reach the host's ports", "the EC2 instance's private address")
        {
            Apply = (options, text) => AgentSettings.IsIPv4(text) ? options with { HostAddress = text } : null,
            Expected = "an IPv4 address, such as 10.0.1.5",
        },
        new("HostAddress6", "IPV6", "the IPv6 address at which other machines reach the same ports", "none")
        {
            Apply = (options, text) => AgentSettings.IsIPv6(text) ? options with { HostAddress6 = text } : null,
            Expected = "an IPv6 address in its shortest form, such as 2001:db8::5",
        },
        new("Scope", "NAME", "the prefix of topic and queue names, as in NAME_facts", "none")
        {
            Apply = (options, text) => ScopePattern().IsMatch(text) ? options with { Scope = text } : null,
            Expected = "at most 32 letters, digits, hyphens and underscores",
        },
        new("TopicArn", "ARN", "the ARN of existing topics, without their names; needs only sns:Publish", "missing topics are created")
        {
            Apply = (options, text) => TopicArnPattern().IsMatch(text) ? options with { TopicArn = text.TrimEnd(':') } : null,
            Expected = "arn:aws:sns:REGION:ACCOUNT, such as arn:aws:sns:eu-west-1:111122223333",
        },
        new("ReportInterval", "HH:MM:SS", "the time between full reports of the host", "00:00:30")
        {
            Apply = (options, text) => ParseReportInterval(text) is { } interval ? options with { ReportInterval = interval } : null,
            Expected = "HH:MM:SS from 00:00:01 to 01:00:00",
        },
        new("LeaveOnShutdown", "true|false", "deregister the host when the agent is stopped", "false")
        {
            Apply = (options, text) => bool.TryParse(text, out var leave) ? options with { LeaveOnShutdown = leave } : null,
            Expected = "true or false",
        },
        new("LeaveOnNotice", "true|false", "after the notice of a Spot interruption, leave each name for which others answer", "true")
        {
            Apply = (options, text) => bool.TryParse(text, out var leave) ? options with { LeaveOnNotice = leave } : null,
            Expected = "true or false",
        },
        new("EcsAgent", "URL", "the address of the host's ECS agent, which knows the addresses of awsvpc tasks", "http://127.0.0.1:51678")
        {
            Apply = (options, text) => ParseHttp(text) is { } url ? options with { EcsAgent = url } : null,
            Expected = "http://HOST:PORT",
        },
        new("OwnerLabel", "NAME", "the label of a container that says who owns it", AgentSettings.DefaultOwnerLabel)
        {
            Apply = (options, text) => AgentSettings.IsLabelName(text) ? options with { OwnerLabel = text } : null,
            Expected = "at most 128 letters, digits, '.', '-', '_' and '/', such as pipeline.owner",
        },
        new("OutboxCapacity", "N", "how many containers' facts may wait while SNS is unreachable", "10000")
        {
            Apply = (options, text) => ParseCount(text) is { } count ? options with { OutboxCapacity = count } : null,
            Expected = "a whole number from 1",
        },
        new("StateDirectory", "DIR", "where the agent keeps its epoch", "STATE_DIRECTORY, or nowhere")
        {
            Apply = (options, text) => Path.IsPathRooted(text) ? options with { StateDirectory = text } : null,
            Expected = "an absolute path, such as /var/lib/pipeline-agent",
        },
        new("Log", "LEVEL", "the lowest level that is logged: Debug, Information, Warning, Error", "Information")
        {
            Apply = (options, text) => ParseLevel(text) is { } level ? options with { Log = level } : null,
            Expected = "Debug, Information, Warning or Error",
        },
        new("LogFormat", "Text|Json", "how log lines are written", "Text")
        {
            Apply = (options, text) => ParseFormat(text) is { } format ? options with { LogFormat = format } : null,
            Expected = "Text or Json",
        },
    ];

    /// <summary>
    /// Reads the options from environment variables. An empty variable counts as not set; a setting of another process is ignored.
    /// </summary>
    /// <returns>The options, and one line for each error. The options are not valid if there is an error.</returns>
    public static (AgentOptions Options, IReadOnlyList<string> Errors) Read(IReadOnlyDictionary<string, string> environment)
    {
        var (options, errors) = ReadDockerHost(environment);
        if (environment.GetValueOrDefault("STATE_DIRECTORY") is { Length: > 0 } given) options = options with { StateDirectory = given };
        var variables = environment
            .Where(variable => variable.Value.Length > 0)
            .OrderBy(variable => variable.Key, StringComparer.Ordinal);
        foreach (var (written, text) in variables)
        {
            if (SettingNames.ParseVariable(written) is not { } name) continue;
            var variable = All.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase));
            if (!SettingNames.IsKnown(name) || (variable is not null && written.Length > Prefix.Length + name.Length))
                errors.Add(SettingNames.DescribeUnknown(written[Prefix.Length..])); // no setting of the agent is numbered
            else if (variable?.Apply(options, text) is { } changed) options = changed;
            else if (variable is not null) errors.Add($"{written} '{text}' is not valid: write {variable.Expected}");
        }

        return (options, errors);
    }

    // Docker's own variable names the engine unless ours does.
    private static (AgentOptions Options, List<string> Errors) ReadDockerHost(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.GetValueOrDefault("DOCKER_HOST") is not { Length: > 0 } text) return (Defaults, []);
        if (environment.GetValueOrDefault(Prefix + "Engine") is { Length: > 0 }) return (Defaults, []);
        return ParseEngine(text) is { } engine
            ? (Defaults with { Engine = engine }, [])
            : (Defaults, [$"DOCKER_HOST '{text}' is not valid here: write unix:///PATH or tcp://HOST:PORT, or set {Prefix}Engine"]);
    }

    private static Uri? ParseEngine(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "unix", Host: "", AbsolutePath.Length: > 1 }
            or { Scheme: "tcp" or "http" or "https", Host.Length: > 0, Port: > 0, AbsolutePath: "/" or "" }
            ? uri
            : null;

    private static Uri? ParseHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static TimeSpan? ParseReportInterval(string text) => Durations.Parse(text, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

    private static int? ParseCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    // A number would be parsed as a level, too.
    private static LogLevel? ParseLevel(string text) =>
        char.IsLetter(text[0]) && Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level) ? level : null;

    private static LogFormat? ParseFormat(string text) =>
        char.IsLetter(text[0]) && Enum.TryParse<LogFormat>(text, ignoreCase: true, out var format) && Enum.IsDefined(format)
            ? format
            : null;

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,32}\z")]
    private static partial Regex ScopePattern();

    [GeneratedRegex(@"^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:?\z")]
    private static partial Regex TopicArnPattern();
}
