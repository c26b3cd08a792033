using System.Collections.Immutable;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Settings;

/// <summary>Every setting there is, and which process takes it: the options, the environment, the help and the checks all follow from this table.</summary>
public static class SettingTable
{
    public static readonly Setting Domain = One("Domain", "--domain", "NAME", "the zone that names are answered in [servicediscovery.internal]",
        Values.Domain, (s, v) => s with { Domain = v });

    public static readonly Setting Data = One("Data", "--data", "DIR", "where the private PostgreSQL server keeps its files [/var/lib/pipeline, or ~/.local/share/pipeline]",
        Values.Directory, (s, v) => s with { Data = v });

    public static readonly Setting Database = One("Database", "--database", "CONNECTION", "a PostgreSQL server to use instead of a private one",
        Values.Database, (s, v) => s with { Database = v }) with
    { Secret = true };

    public static readonly Setting Queue = One("Queue", "--queue", "NAME", "the SQS queue whose dead letters are meant, such as facts, or SCOPE_facts",
        Values.Queue, (s, v) => s with { Queue = v });

    public static readonly Setting Console = One("Console", "--console", "URL", "where the console is served; port 0 takes any [http://127.0.0.1:8080]",
        Values.ConsoleUrl, (s, v) => s with { Console = v });

    /// <summary>What a process takes that serves the console.</summary>
    public static readonly ImmutableArray<Setting> ConsoleAccess =
    [
        Console,
        One("ConsoleToken", "--console-token", "SECRET", "what a person shows to give orders in the console, and to read it where it listens on more than this machine; best set in the environment",
            Values.Token, (s, v) => s with { ConsoleToken = v }) with { Secret = true },
        One("ConsoleIdentityHeader", "--console-identity-header", "NAME", "the header in which a proxy in front of the console says who asks; without it nobody reads",
            Values.Header, (s, v) => s with { ConsoleIdentityHeader = v }),
        One("ConsoleProxy", "--console-proxy", "IP", "the proxy that this header is believed of [this machine]",
            Values.Address, (s, v) => s with { ConsoleProxy = v }),
    ];

    private static readonly Setting Ttl = One("Ttl", "--ttl", "HH:MM:SS", "how long resolvers may keep an answer [00:00:05]",
        text => Values.Time(text, TimeSpan.Zero, TimeSpan.FromHours(23), "00:00:05"), (s, v) => s with { Ttl = v });

    private static readonly Setting Layout = One("Layout", "--layout", "LAYOUT", "how a service's instances lie in record sets: Simple, Multivalue, Weighted [Simple]",
        Values.Layout, (s, v) => s with { Layout = v });

    private static readonly Setting Log = One("Log", "--log", "LEVEL", "the least level that is logged: Debug, Information, Warning, Error [Information]",
        Values.Level, (s, v) => s with { Log = v });

    /// <summary>What <c>up</c> takes.</summary>
    public static readonly ImmutableArray<Setting> Up =
    [
        new Setting<ImmutableArray<Uri>>
        {
            Name = "Docker", Option = "--docker", Value = "URI", Many = true,
            Meaning = "a Docker engine, unix:// or tcp://, each a host of its own; repeatable [DOCKER_HOST, or the local socket]",
            Read = values => Values.Engines(values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))),
            Set = (s, v) => s with { Docker = v },
        },
        One("Simulate", "--simulate", "N", "run N simulated hosts whose containers come and go",
            text => Values.Count(text, SimulatedHost.MaxCount), (s, v) => s with { Simulate = v }),
        Domain,
        One("Dns", "--dns", "IP:PORT", "where DNS is answered, UDP and TCP; port 0 takes any [127.0.0.1:5300]",
            Values.EndPoint, (s, v) => s with { Dns = v }),
        .. ConsoleAccess,
        Data,
        Database,
        One("Address", "--address", "IPV4", "this machine's address in the answers [found out]",
            Values.IPv4, (s, v) => s with { Address = v }),
        Ttl,
        Layout,
        One("ReportInterval", "--report-interval", "HH:MM:SS", "how often a host reports everything that it runs [00:00:30]",
            text => Values.Time(text, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "00:00:30"), (s, v) => s with { ReportInterval = v }),
        One("LeaveOnShutdown", "--leave-on-shutdown", null, "take the hosts' names out when the pipeline stops",
            Values.YesOrNo, (s, v) => s with { LeaveOnShutdown = v }),
        Log,
        .. HealthSettingTable.All,
    ];

    private static readonly Setting ZoneId = One("ZoneId", "--zone-id", "ID", "the hosted zone of Route 53 [the private zone of the domain's name]",
        Values.ZoneId, (s, v) => s with { ZoneId = v });

    private static readonly Setting PrivateZone = One("PrivateZone", "--private-zone", "true|false", "whether the hosted zone that is found by name is a private one [true]",
        Values.YesOrNo, (s, v) => s with { PrivateZone = v });

    private static readonly ImmutableArray<Setting> Route53 =
    [
        One("Route53Requests", "--route53-requests", "SIZE/RATE", "the account's bucket of requests, and what flows in a second [50/10]",
            text => Values.Bucket(text, "50/10"), (s, v) => s with { Route53Requests = v }),
        One("Route53Changes", "--route53-changes", "SIZE/RATE", "the account's bucket of changes, and what flows in a second [1500/100]",
            text => Values.Bucket(text, "1500/100"), (s, v) => s with { Route53Changes = v }),
    ];

    /// <summary>What <c>plan</c> and <c>replay</c> take: what the leader of the zone takes, too.</summary>
    public static readonly ImmutableArray<Setting> Planning = [Domain, ZoneId, PrivateZone, Data, Database, Ttl, Layout, .. Route53];

    /// <summary>What the readings take.</summary>
    public static readonly ImmutableArray<Setting> Reading = [Data, Database, Domain];

    /// <summary>What <c>backtest</c> takes: what its policy leaves out.</summary>
    public static readonly ImmutableArray<Setting> Backtest = [.. Reading, Ttl, .. HealthSettingTable.All];

    /// <summary>What <c>demo</c> takes.</summary>
    public static readonly ImmutableArray<Setting> Demo = [.. Up.Where(setting => setting.Name is "Domain" or "Dns" or "Console" or "Data" or "Database" or "Log")];

    private static readonly Setting Cluster = One("Cluster", "--cluster", "NAME", "the ECS cluster that is asked whether a silent host is gone [EC2 alone is asked]",
        Values.Text, (s, v) => s with { Cluster = v });

    /// <summary>What tells a process on AWS how its bus is laid out.</summary>
    private static readonly ImmutableArray<Setting> Topology =
    [
        One("Scope", "--scope", "NAME", "what the names of topics and queues begin with, as in NAME_facts",
            Values.Scope, (s, v) => s with { Scope = v }),
        One("CreateTopology", "--create-topology", "true|false", "create the topics, queues and subscriptions that are missing [true]",
            Values.YesOrNo, (s, v) => s with { CreateTopology = v }),
    ];

    /// <summary>What <c>projector</c> takes.</summary>
    public static readonly ImmutableArray<Setting> Projector =
    [
        Domain,
        ZoneId,
        PrivateZone,
        Database,
        .. ConsoleAccess,
        Ttl,
        Layout,
        .. Route53,
        Cluster,
        .. Topology,
        Log,
        .. HealthSettingTable.All,
    ];

    /// <summary>What <c>health-saga</c> takes.</summary>
    public static readonly ImmutableArray<Setting> HealthSaga = [Domain, Database, .. ConsoleAccess, Ttl, .. Topology, Log, .. HealthSettingTable.All];

    /// <summary>What <c>console</c> takes.</summary>
    public static readonly ImmutableArray<Setting> ConsoleAlone = [Domain, Database, .. ConsoleAccess, Queue, Ttl, Layout, Log];

    /// <summary>Every setting there is, once.</summary>
    public static readonly ImmutableArray<Setting> All = [.. Up.Concat(Projector).Concat(HealthSaga).Concat(ConsoleAlone).Distinct()];

    internal static Setting<T> One<T>(
        string name, string option, string? value, string meaning, Func<string, Parsed<T>> read, Func<PipelineSettings, T, PipelineSettings> set) =>
        new()
        {
            Name = name,
            Option = option,
            Value = value,
            Meaning = meaning,
            Set = set,
            Read = values => values is [var only] ? read(only) : new Parsed<T>.Bad("is given more than once", "one value"),
        };
}
