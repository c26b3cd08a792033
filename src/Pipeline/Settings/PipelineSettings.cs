using System.Collections.Immutable;
using System.Net;
using Pipeline.Contracts;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Health;
using Pipeline.Core.Names;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Settings;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.Settings;

/// <summary>Everything that can be set, each value good in itself. <see cref="SettingTable"/> tells how each is written.</summary>
public sealed record PipelineSettings
{
    /// <summary>The zone's name, in lower case and without a final dot.</summary>
    public string Domain { get; init; } = "servicediscovery.internal";

    /// <summary>Where DNS is answered, UDP and TCP.</summary>
    public IPEndPoint Dns { get; init; } = new(IPAddress.Loopback, 5300);

    /// <summary>Where the console and the health checks are served.</summary>
    public Uri Console { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>
    /// The secret that orders in the console want, and reading it, where it can be reached from elsewhere; null for none.
    /// </summary>
    public string? ConsoleToken { get; init; }

    /// <summary>The request header in which a proxy in front of the console says who asks; null where there is no such proxy.</summary>
    public string? ConsoleIdentityHeader { get; init; }

    /// <summary>Whom that header is believed of; null for this machine alone.</summary>
    public IPAddress? ConsoleProxy { get; init; }

    /// <summary>
    /// Whether whoever reaches the console may read it: it is reached from this machine alone, and nobody asked for more.
    /// </summary>
    public bool ConsoleIsOpen => IPAddress.IsLoopback(IPAddress.Parse(Console.Host.Trim('[', ']'))) && ConsoleIdentityHeader is null;

    /// <summary>How many requests to the API one client may send, at once and a second.</summary>
    public BucketSize ApiRequests { get; init; } = new(1_000, 200);

    /// <summary>The directory of the private PostgreSQL server.</summary>
    public required string Data { get; init; }

    /// <summary>A PostgreSQL connection string; null for the private server below <see cref="Data"/>.</summary>
    public string? Database { get; init; }

    /// <summary>Docker engines, each a host of its own; none named means that they are looked for.</summary>
    public ImmutableArray<Uri> Docker { get; init; } = [];

    /// <summary>The labels that a container has to have to be seen; none for all containers.</summary>
    public ImmutableArray<RequiredLabel> Only { get; init; } = [];

    /// <summary>How log lines are written.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>How many simulated hosts run; null where it is not said.</summary>
    public int? Simulate { get; init; }

    /// <summary>The IPv4 address of this machine that answers carry; null to find it out.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The IPv6 address of this machine that answers carry; null for none.</summary>
    public IPAddress? Address6 { get; init; }

    /// <summary>How often a host reports everything that it runs.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the hosts take their leave when the pipeline stops, so that their names stop answering.</summary>
    public bool LeaveOnShutdown { get; init; }

    /// <summary>How long resolvers may keep an answer.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How a service's instances lie in record sets.</summary>
    public ZoneLayout Layout { get; init; } = ZoneLayout.Simple;

    /// <summary>Which instances have their address at their service's own name.</summary>
    public ServiceAddresses Addresses { get; init; } = ServiceAddresses.Fixed;

    /// <summary>Whether plain names have protocol names beside them.</summary>
    public ProtocolNames ProtocolNames { get; init; } = ProtocolNames.All;

    /// <summary>The file that lists who may claim which names; null for none.</summary>
    public string? NameOwners { get; init; }

    /// <summary>The same list itself, where no file can be mounted; null for none.</summary>
    public string? NameOwnersList { get; init; }

    /// <summary>Who may claim a name that the file does not list.</summary>
    public UnlistedNames UnlistedNames { get; init; } = UnlistedNames.Anyone;

    /// <summary>How long a name that was claimed first may be without an instance before it is released.</summary>
    public TimeSpan ReleaseNames { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long every detail of the history is kept; of containers that ended before, a summary stays for a year.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The label of a container that says who owns it.</summary>
    public string OwnerLabel { get; init; } = AgentSettings.DefaultOwnerLabel;

    /// <summary>The hosted zone's identifier; null to find the zone by its name, which is <see cref="Domain"/>.</summary>
    public string? ZoneId { get; init; }

    /// <summary>The role of the zone's account that is assumed to write the zone; null for the process's own.</summary>
    public string? ZoneRole { get; init; }

    /// <summary>Whether the hosted zone that is found by its name is a private one.</summary>
    public bool PrivateZone { get; init; } = true;

    /// <summary>Route 53's bucket of requests, an account's.</summary>
    public BucketSize Route53Requests { get; init; } = Route53Budget.Standard.Requests;

    /// <summary>Route 53's bucket of change tokens, an account's.</summary>
    public BucketSize Route53Changes { get; init; } = Route53Budget.Standard.Changes;

    /// <summary>
    /// The ECS cluster that is asked whether a silent host is gone; null to ask EC2 alone, where a host's name is an instance's.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>The launch types whose tasks are taken from ECS itself; none where agents report everything.</summary>
    public ImmutableArray<string> EcsTasks { get; init; } = [];

    /// <summary>Whether names lead to the load balancers of the cluster's services, where their containers say so.</summary>
    public bool EcsBalancers { get; init; }

    /// <summary>How often all those tasks and services are read from ECS.</summary>
    public TimeSpan EcsResync { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What the names of topics and queues begin with; null for nothing.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether topics, queues and subscriptions that are missing are created.</summary>
    public bool CreateTopology { get; init; } = true;

    /// <summary>The SQS queue whose dead letters are meant; null where the bus is memory.</summary>
    public string? Queue { get; init; }

    /// <summary>How health is checked, and when it means something; its time to live is <see cref="Ttl"/>.</summary>
    public HealthPolicy Health { get; init; } = HealthPolicy.Default;

    /// <summary>How much may leave for its health, and how fast.</summary>
    public GovernorPolicy Governor { get; init; } = GovernorPolicy.Default;

    /// <summary>The least level that is logged.</summary>
    public LogLevel Log { get; init; } = LogLevel.Information;

    /// <summary>What is wrong with the settings taken together, a line each.</summary>
    public IEnumerable<string> Validate()
    {
        if (Dns.Port != 0 && Dns.Port == Console.Port && IPAddress.Parse(Console.Host).Equals(Dns.Address))
            yield return $"Dns '{Dns}' and Console '{Console.OriginalString}' want the same TCP port: write another port in one of them";

        if (!ConsoleIsOpen && ConsoleToken is null && ConsoleIdentityHeader is null)
            yield return $"Console '{Console.OriginalString}' is reachable from other machines, and anybody could read it: "
                + $"set ConsoleToken, or ConsoleIdentityHeader behind a proxy, or write http://127.0.0.1:{Console.Port}";

        if (Health.Checks.Timeout > Health.Checks.Interval)
            yield return $"Health__Timeout '{Health.Checks.Timeout}' is longer than Health__Interval '{Health.Checks.Interval}': "
                + "write a shorter one";

        if (EcsTasks is not [] && Cluster is null)
            yield return $"EcsTasks '{string.Join(',', EcsTasks)}' needs to know whose tasks: set Cluster";

        if (EcsBalancers && Cluster is null)
            yield return "EcsBalancers 'true' needs to know whose services: set Cluster";

        if (NameOwners is not null && NameOwnersList is not null)
            yield return "NameOwners names a file, and NameOwnersList is a list: set one of them";

        if (Docker.Distinct().Count() < Docker.Length)
            yield return $"Docker '{string.Join(',', Docker)}' names an engine twice: write each once";
    }
}
