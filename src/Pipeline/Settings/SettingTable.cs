using System.Collections.Immutable;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Settings;

/// <summary>
/// Every setting and the commands that take it. Options, environment variables, help and validation follow from this table.
/// </summary>
public static class SettingTable
{
    public static readonly Setting Domain = One(
        "Domain", "--domain", "NAME",
        "the domain of all names [servicediscovery.internal]",
        Values.Domain, (s, v) => s with { Domain = v });

    public static readonly Setting Dns = One(
        "Dns", "--dns", "IP:PORT",
        "the address of the DNS server, UDP and TCP; port 0 takes any free port [127.0.0.1:5300]",
        Values.EndPoint, (s, v) => s with { Dns = v });

    public static readonly Setting Data = One(
        "Data", "--data", "DIR",
        "the directory of the private PostgreSQL server [/var/lib/pipeline, or ~/.local/share/pipeline]",
        Values.Directory, (s, v) => s with { Data = v });

    public static readonly Setting Database = One(
        "Database", "--database", "CONNECTION",
        "the connection string of a PostgreSQL server to use instead of a private one",
        Values.Database, (s, v) => s with { Database = v }) with
    { Secret = true };

    public static readonly Setting Queue = One(
        "Queue", "--queue", "NAME",
        "the SQS queue whose dead letters to show, such as facts, or SCOPE_facts",
        Values.Queue, (s, v) => s with { Queue = v });

    public static readonly Setting Console = One(
        "Console", "--console", "URL",
        "the address of the console; port 0 takes any free port [http://127.0.0.1:8080]",
        Values.ConsoleUrl, (s, v) => s with { Console = v });

    /// <summary>For processes that serve the console.</summary>
    public static readonly ImmutableArray<Setting> ConsoleAccess =
    [
        Console,
        One(
            "ConsoleToken", "--console-token", "SECRET",
            "the token to sign in with: needed to retry, release and redrive, and to read a console that other machines reach; "
            + "set it in the environment",
            Values.Token, (s, v) => s with { ConsoleToken = v }) with { Secret = true },
        One(
            "ConsoleIdentityHeader", "--console-identity-header", "NAME",
            "the header in which a proxy names the user; without it a request is rejected",
            Values.Header, (s, v) => s with { ConsoleIdentityHeader = v }),
        One(
            "ConsoleProxy", "--console-proxy", "IP",
            "the proxy whose header is trusted [this machine]",
            Values.Address, (s, v) => s with { ConsoleProxy = v }),
        One(
            "ApiRequests", "--api-requests", "SIZE/RATE",
            "the requests to the API that one client may send: at once, and a second [1000/200]",
            text => Values.Bucket(text, "1000/200"), (s, v) => s with { ApiRequests = v }),
    ];

    private static readonly Setting Ttl = One(
        "Ttl", "--ttl", "HH:MM:SS",
        "the TTL of DNS records [00:00:05]",
        text => Values.Time(text, TimeSpan.Zero, TimeSpan.FromHours(23), "00:00:05"), (s, v) => s with { Ttl = v });

    private static readonly Setting Layout = One(
        "Layout", "--layout", "LAYOUT",
        "the record sets of a service: Simple, Multivalue, Weighted [Simple]",
        Values.Layout, (s, v) => s with { Layout = v }) with
    { Choices = ["Simple", "Multivalue", "Weighted"] };

    private static readonly Setting Addresses = One(
        "Addresses", "--addresses", "WHICH",
        "whose addresses are at a service's own name: Fixed (instances with a port that was declared), All, None [Fixed]",
        Values.Addresses, (s, v) => s with { Addresses = v }) with
    { Choices = ["Fixed", "All", "None"] };

    private static readonly Setting ProtocolNames = One(
        "ProtocolNames", "--protocol-names", "WHICH",
        "whether _calc._tcp and _calc._udp are beside the name calc: All, None [All]",
        Values.ProtocolNames, (s, v) => s with { ProtocolNames = v }) with
    { Choices = ["All", "None"] };

    /// <summary>What stands at and beside the names of services.</summary>
    public static readonly ImmutableArray<Setting> AtNames = [Addresses, ProtocolNames];

    private static readonly Setting Log = One(
        "Log", "--log", "LEVEL",
        "the minimum log level: Debug, Information, Warning, Error [Information]",
        Values.Level, (s, v) => s with { Log = v }) with
    { Choices = ["Debug", "Information", "Warning", "Error"] };

    private static readonly Setting LogFormat = One(
        "LogFormat", "--log-format", "FORMAT",
        "how log lines are written: Text, Json [Text]",
        Values.LogFormat, (s, v) => s with { LogFormat = v }) with
    { Choices = ["Text", "Json"] };

    /// <summary>For processes that fold facts, and for what shows the owners of names: the API of each process, and <c>names</c>.</summary>
    public static readonly ImmutableArray<Setting> Names =
    [
        One(
            "NameOwners", "--name-owners", "FILE",
            "the file that lists who may claim which names; it is read again when it changes",
            Values.File, (s, v) => s with { NameOwners = v }),
        One<string?>(
            "NameOwnersList", "--name-owners-list", "LIST",
            "the same list itself, where no file can be mounted",
            text => text, (s, v) => s with { NameOwnersList = v }),
        One(
            "Names", "--names", "WHO",
            "who may claim a name that the file does not list: Anyone, FirstClaim (whoever claims it first keeps it), Nobody [Anyone]",
            Values.UnlistedNames, (s, v) => s with { UnlistedNames = v }) with
        { Choices = ["Anyone", "FirstClaim", "Nobody"] },
    ];

    private static readonly Setting OwnerLabel = One(
        "OwnerLabel", "--owner-label", "NAME",
        "the label of a container that says who owns it [pipeline.owner]",
        Values.Label, (s, v) => s with { OwnerLabel = v });

    /// <summary>For <c>up</c>.</summary>
    public static readonly ImmutableArray<Setting> Up =
    [
        new Setting<ImmutableArray<Uri>>
        {
            Name = "Docker", Option = "--docker", Value = "URI", Many = true,
            Meaning = "a Docker engine, unix:// or tcp://, each a host of its own; repeatable [DOCKER_HOST, or the local socket]",
            Read = values => Values.Engines(values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))),
            Set = (s, v) => s with { Docker = v },
        },
        new Setting<ImmutableArray<RequiredLabel>>
        {
            Name = "Only", Option = "--only", Value = "LABEL=VALUE", Many = true,
            Meaning = "see only containers with this label, and never stop another; repeated, they have to have each [all containers]",
            Read = Values.Labels,
            Set = (s, v) => s with { Only = v },
        },
        One(
            "Simulate", "--simulate", "N",
            "run N simulated hosts that start and stop containers at random",
            text => Values.Count(text, SimulatedHost.MaxCount), (s, v) => s with { Simulate = v }),
        Domain,
        Dns,
        .. ConsoleAccess,
        Data,
        Database,
        One(
            "Address", "--address", "IPV4",
            "this machine's address in DNS answers [detected]",
            Values.IPv4, (s, v) => s with { Address = v }),
        One(
            "Address6", "--address6", "IPV6",
            "this machine's IPv6 address in DNS answers [none]",
            Values.IPv6, (s, v) => s with { Address6 = v }),
        Ttl,
        Layout,
        .. AtNames,
        .. Names,
        .. LifetimeSettingTable.All,
        OwnerLabel,
        One(
            "ReportInterval", "--report-interval", "HH:MM:SS",
            "the interval of a host's full reports [00:00:30]",
            text => Values.Time(text, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "00:00:30"),
            (s, v) => s with { ReportInterval = v }),
        One(
            "LeaveOnShutdown", "--leave-on-shutdown", null,
            "remove this pipeline's hosts and their containers from DNS when it stops",
            Values.YesOrNo, (s, v) => s with { LeaveOnShutdown = v }),
        Log,
        LogFormat,
        .. HealthSettingTable.All,
    ];

    private static readonly Setting ZoneId = One(
        "ZoneId", "--zone-id", "ID",
        "the Route 53 hosted zone [the private zone with the domain's name]",
        Values.ZoneId, (s, v) => s with { ZoneId = v });

    private static readonly Setting PrivateZone = One(
        "PrivateZone", "--private-zone", "true|false",
        "whether to look for a private zone when no zone ID is set [true]",
        Values.YesOrNo, (s, v) => s with { PrivateZone = v }) with
    { Choices = ["true", "false"] };

    private static readonly ImmutableArray<Setting> Route53 =
    [
        One(
            "ZoneRole", "--zone-role", "ARN",
            "the role of the zone's account that is assumed to read and write the zone [the process's own rights]",
            Values.Role, (s, v) => s with { ZoneRole = v }),
        One(
            "Route53Requests", "--route53-requests", "SIZE/RATE",
            "the account's request bucket: size, and refill a second [50/10]",
            text => Values.Bucket(text, "50/10"), (s, v) => s with { Route53Requests = v }),
        One(
            "Route53Changes", "--route53-changes", "SIZE/RATE",
            "the account's change bucket: size, and refill a second [1500/100]",
            text => Values.Bucket(text, "1500/100"), (s, v) => s with { Route53Changes = v }),
    ];

    /// <summary>For <c>plan</c>, <c>replay</c> and <c>adopt</c>: what the zone's leader takes, too.</summary>
    public static readonly ImmutableArray<Setting> Planning =
        [Domain, ZoneId, PrivateZone, Data, Database, Ttl, Layout, .. AtNames, .. Route53];

    /// <summary>For <c>status</c>.</summary>
    public static readonly ImmutableArray<Setting> Status = [.. Planning, Queue];

    /// <summary>For <c>resolver</c>.</summary>
    public static readonly ImmutableArray<Setting> Resolving = [Domain, Dns];

    /// <summary>For <c>database</c>.</summary>
    public static readonly ImmutableArray<Setting> OfDatabase = [Data, Database];

    /// <summary>For commands that only read.</summary>
    public static readonly ImmutableArray<Setting> Reading = [.. OfDatabase, Domain];

    /// <summary>For <c>backtest</c>: applies where the policy file is silent.</summary>
    public static readonly ImmutableArray<Setting> Backtest = [.. Reading, Ttl, .. HealthSettingTable.All];

    /// <summary>For <c>demo</c>.</summary>
    public static readonly ImmutableArray<Setting> Demo =
        [.. Up.Where(setting => setting.Name is "Domain" or "Dns" or "Console" or "Data" or "Database" or "Log" or "LogFormat")];

    private static readonly Setting Cluster = One(
        "Cluster", "--cluster", "NAME",
        "the ECS cluster: asked whether a silent host is gone, and for its tasks [only EC2 is asked]",
        Values.Text, (s, v) => s with { Cluster = v });

    /// <summary>Topics and queues of a process on AWS.</summary>
    private static readonly ImmutableArray<Setting> Topology =
    [
        One(
            "Scope", "--scope", "NAME",
            "the prefix of topic and queue names, as in NAME_facts",
            Values.Scope, (s, v) => s with { Scope = v }),
        One(
            "CreateTopology", "--create-topology", "true|false",
            "create missing topics, queues and subscriptions [true]",
            Values.YesOrNo, (s, v) => s with { CreateTopology = v }) with { Choices = ["true", "false"] },
    ];

    /// <summary>For <c>projector</c>.</summary>
    public static readonly ImmutableArray<Setting> Projector =
    [
        Domain,
        ZoneId,
        PrivateZone,
        Database,
        .. ConsoleAccess,
        Ttl,
        Layout,
        .. AtNames,
        .. Names,
        .. LifetimeSettingTable.All,
        .. Route53,
        Cluster,
        .. EcsSettingTable.All,
        OwnerLabel,
        .. Topology,
        Log,
        LogFormat,
        .. HealthSettingTable.All,
    ];

    /// <summary>For <c>health-saga</c>. Its console shows the zone and the names, so it is told how both are ruled.</summary>
    public static readonly ImmutableArray<Setting> HealthSaga =
        [Domain, Database, .. ConsoleAccess, Ttl, Layout, .. AtNames, .. Names, .. Topology, Log, LogFormat, .. HealthSettingTable.All];

    /// <summary>For <c>console</c>.</summary>
    public static readonly ImmutableArray<Setting> ConsoleAlone =
        [Domain, Database, .. ConsoleAccess, Queue, Ttl, Layout, .. AtNames, .. Names, Log, LogFormat];

    /// <summary>Every setting, once.</summary>
    public static readonly ImmutableArray<Setting> All = [.. Up.Concat(Projector).Concat(HealthSaga).Concat(ConsoleAlone).Distinct()];

    internal static Setting<T> One<T>(
        string name, string option, string? value, string meaning, Func<string, Parsed<T>> read,
        Func<PipelineSettings, T, PipelineSettings> set) =>
        new()
        {
            Name = name,
            Option = option,
            Value = value,
            Meaning = meaning,
            Set = set,
            Read = values => values is [var only] ? read(only) : new Parsed<T>.Bad("is set more than once", "one value"),
        };
}
