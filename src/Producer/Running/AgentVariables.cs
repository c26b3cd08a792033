using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Producer.Running;

/// <summary>A setting of the agent as people meet it.</summary>
/// <param name="Name">The variable after <see cref="AgentVariables.Prefix"/>: <c>ReportInterval</c>.</param>
/// <param name="Value">What its value stands for: <c>HH:MM:SS</c>.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Default">What holds where it is not set.</param>
public sealed record AgentVariable(string Name, string Value, string Meaning, string Default)
{
    /// <summary>The options with a value; null where the value is none.</summary>
    public required Func<AgentOptions, string, AgentOptions?> Read { get; init; }

    /// <summary>What to write instead of a value that is none.</summary>
    public required string Instead { get; init; }
}

/// <summary>Every setting of the agent: the reading, the help and the documentation follow from this table.</summary>
public static partial class AgentVariables
{
    /// <summary>What each setting's name begins with in the environment.</summary>
    public const string Prefix = SettingNames.Prefix;

    private static readonly AgentOptions Defaults = new();

    public static IReadOnlyList<AgentVariable> All { get; } =
    [
        new("Engine", "URI", "the Docker engine to watch", "DOCKER_HOST, or the local socket")
        {
            Read = (options, text) => EngineOf(text) is { } engine ? options with { Engine = engine } : null,
            Instead = "unix:///PATH or tcp://HOST:PORT, such as unix:///var/run/docker.sock",
        },
        new("HostId", "NAME", "the host's name, unique among all hosts", "the EC2 instance's identifier")
        {
            Read = (options, text) => HostNaming.Label(text) is not "" ? options with { HostId = text } : null,
            Instead = "a name that holds a letter or digit",
        },
        new("HostAddress", "IPV4", "the address at which other machines reach the ports that the host publishes", "the EC2 instance's private address")
        {
            Read = (options, text) => IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork && address.ToString() == text
                ? options with { HostAddress = text } : null,
            Instead = "an IPv4 address, such as 10.0.1.5",
        },
        new("Scope", "NAME", "what the names of topics and queues begin with, as in NAME_facts", "nothing")
        {
            Read = (options, text) => ScopeForm().IsMatch(text) ? options with { Scope = text } : null,
            Instead = "at most 32 letters, digits, hyphens and underscores",
        },
        new("TopicArn", "ARN", "where the topics exist, without their names: then none is created, and sns:Publish is all that is needed", "topics are created where they are missing")
        {
            Read = (options, text) => TopicArnForm().IsMatch(text) ? options with { TopicArn = text.TrimEnd(':') } : null,
            Instead = "arn:aws:sns:REGION:ACCOUNT, such as arn:aws:sns:eu-west-1:111122223333",
        },
        new("ReportInterval", "HH:MM:SS", "how often a host reports everything that it runs", "00:00:30")
        {
            Read = (options, text) => TimeOf(text) is { } time && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromHours(1) ? options with { ReportInterval = time } : null,
            Instead = "HH:MM:SS from 00:00:01 to 01:00:00",
        },
        new("LeaveOnShutdown", "true|false", "take the host's names out when the agent is stopped", "false")
        {
            Read = (options, text) => bool.TryParse(text, out var leave) ? options with { LeaveOnShutdown = leave } : null,
            Instead = "true or false",
        },
        new("LeaveOnNotice", "true|false", "take the host's names out when EC2 announces a spot interruption or its Auto Scaling group ends it", "true")
        {
            Read = (options, text) => bool.TryParse(text, out var leave) ? options with { LeaveOnNotice = leave } : null,
            Instead = "true or false",
        },
        new("EcsAgent", "URL", "where the host's ECS agent answers, asked for the addresses of awsvpc tasks", "http://127.0.0.1:51678")
        {
            Read = (options, text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? options with { EcsAgent = new Uri(text) } : null,
            Instead = "http://HOST:PORT",
        },
        new("OutboxCapacity", "N", "how many containers' facts may wait while SNS is away", "10000")
        {
            Read = (options, text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? options with { OutboxCapacity = count } : null,
            Instead = "a number from 1 on",
        },
        new("Log", "LEVEL", "the least level that is logged: Debug, Information, Warning, Error", "Information")
        {
            Read = (options, text) => Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level) && char.IsLetter(text[0]) ? options with { Log = level } : null,
            Instead = "Debug, Information, Warning or Error",
        },
    ];

    /// <summary>Reads the settings from the environment. An empty variable is none; a setting of another process is passed over.</summary>
    /// <returns>The options, and every error there is, a line each; with an error the options are not to be used.</returns>
    public static (AgentOptions Options, IReadOnlyList<string> Errors) Read(IReadOnlyDictionary<string, string> environment)
    {
        var (options, errors) = FromDocker(environment);
        foreach (var (written, text) in environment.Where(variable => variable.Value.Length > 0).OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (SettingNames.ParseVariable(written) is not { } name) continue;
            var variable = All.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase));
            if (!SettingNames.IsKnown(name) || (variable is not null && written.Length > Prefix.Length + name.Length))
                errors.Add(SettingNames.DescribeUnknown(written[Prefix.Length..])); // the agent has nothing that is numbered
            else if (variable?.Read(options, text) is { } read) options = read;
            else if (variable is not null) errors.Add($"{written} '{text}' cannot be: write {variable.Instead}");
        }

        return (options, errors);
    }

    private static (AgentOptions Options, List<string> Errors) FromDocker(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.GetValueOrDefault("DOCKER_HOST") is not { Length: > 0 } text || environment.GetValueOrDefault(Prefix + "Engine") is { Length: > 0 }) return (Defaults, []);
        return EngineOf(text) is { } engine
            ? (Defaults with { Engine = engine }, [])
            : (Defaults, [$"DOCKER_HOST '{text}' is no engine that can be watched: write unix:///PATH or tcp://HOST:PORT, or set {Prefix}Engine"]);
    }

    private static Uri? EngineOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "unix", Host: "", AbsolutePath.Length: > 1 } or { Scheme: "tcp" or "http" or "https", Host.Length: > 0, Port: > 0, AbsolutePath: "/" or "" }
            ? uri
            : null;

    private static TimeSpan? TimeOf(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds)
        : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time : null;

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,32}\z")]
    private static partial Regex ScopeForm();

    [GeneratedRegex(@"^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:?\z")]
    private static partial Regex TopicArnForm();
}
