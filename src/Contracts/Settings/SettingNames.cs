namespace Pipeline.Contracts;

/// <summary>
/// The names of all settings, of whichever process. Several processes often get the same environment, so each must distinguish the
/// settings of others from misspelled names. This assembly is the only one that all of them share.
/// </summary>
public static class SettingNames
{
    /// <summary>What each name begins with in the environment.</summary>
    public const string Prefix = "Pipeline__";

    /// <summary>Each name after <see cref="Prefix"/>.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "Address",
        "Address6",
        "Addresses",
        "ApiRequests",
        "Cluster",
        "Console",
        "ConsoleIdentityHeader",
        "ConsoleProxy",
        "ConsoleToken",
        "CreateTopology",
        "Data",
        "Database",
        "Dns",
        "Docker",
        "Domain",
        "EcsAgent",
        "EcsBalancers",
        "EcsResync",
        "EcsTasks",
        "Engine",
        "Health__Admit",
        "Health__Check",
        "Health__Failures",
        "Health__Floor",
        "Health__Freeze",
        "Health__Grace",
        "Health__Interval",
        "Health__StopsPerMinute",
        "Health__Successes",
        "Health__Timeout",
        "HostAddress",
        "HostAddress6",
        "HostId",
        "Layout",
        "LeaveOnNotice",
        "LeaveOnShutdown",
        "Log",
        "LogFormat",
        "NameOwners",
        "NameOwnersList",
        "Names",
        "Only",
        "OutboxCapacity",
        "OwnerLabel",
        "PrivateZone",
        "ProtocolNames",
        "Queue",
        "ReleaseNames",
        "ReportInterval",
        "Retention",
        "Route53Changes",
        "Route53Requests",
        "Scope",
        "Simulate",
        "StateDirectory",
        "TopicArn",
        "Ttl",
        "ZoneId",
        "ZoneRole",
    ];

    /// <summary>The setting that a variable sets, without <see cref="Prefix"/>; null if the variable is not a setting.</summary>
    /// <remarks>
    /// <c>Pipeline__Docker__0</c> and <c>Pipeline__Docker__1</c> set <c>Docker</c>; <c>Health__Floor</c> is one name in two parts.
    /// </remarks>
    public static string? ParseVariable(string variable)
    {
        if (!variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        return variable[Prefix.Length..].Split("__") switch
        {
            [.. var name, var index] when name.Length > 0 && index.All(char.IsAsciiDigit) => string.Join("__", name),
            var name => string.Join("__", name),
        };
    }

    /// <summary>Whether any process has a setting of this name.</summary>
    public static bool IsKnown(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The message for an unknown name.</summary>
    public static string DescribeUnknown(string name) =>
        NearestNames.FindNear(name, All).FirstOrDefault() is { } nearest
            ? $"{Prefix}{name} is no setting: write {Prefix}{nearest}, or unset it"
            : $"{Prefix}{name} is no setting: unset it";
}
