using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Registration;
using Pipeline.Core.Terms;

namespace Pipeline.Projector.Settings;

/// <summary>The settings of the projector.</summary>
public sealed record ProjectorSettings
{
    /// <summary>The served domain, in lower case without a final dot.</summary>
    public required string Domain { get; init; }

    /// <summary>The TTL of the records, in whole seconds.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The layout of a service's instances in record sets.</summary>
    public ZoneLayout Layout { get; init; } = ZoneLayout.Simple;

    /// <summary>Which instances have their address at their service's own name.</summary>
    public ServiceAddresses Addresses { get; init; } = ServiceAddresses.Fixed;

    /// <summary>Whether plain names have protocol names beside them.</summary>
    public ProtocolNames ProtocolNames { get; init; } = ProtocolNames.All;

    /// <summary>The interval between two full passes, which compare the whole zone with the registry.</summary>
    public TimeSpan FullPassEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether containers are registered when they run, or when they are healthy.</summary>
    public Admission Admission { get; init; } = Admission.AtStart;

    /// <summary>Who may claim which names.</summary>
    public NameSettings Names { get; init; } = new();

    /// <summary>The rules that evaluate the silence of a host.</summary>
    public LeasePolicy Leases { get; init; } = LeasePolicy.Default;

    /// <summary>The interval between two queries of the witness about an overdue host.</summary>
    public TimeSpan WitnessEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The name of this process where it leads.</summary>
    public string Holder { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>How long the leader's term lasts, and how it is kept.</summary>
    public TermTiming Terms { get; init; } = TermTiming.Default;

    /// <summary>The interval between two checks of the leases.</summary>
    public TimeSpan LeasesEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The desired content of a zone with these limits.</summary>
    public DesiredZone DescribeZone(ZoneLimits limits) => new(Domain, (int)Ttl.TotalSeconds, Layout.Within(limits.Sets))
    {
        Addresses = Addresses,
        ProtocolNames = ProtocolNames,
        HasAliases = limits.HasAliases,
    };
}
