using System.Text.Json.Serialization;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.Console.Api.Views;

/// <summary>All services.</summary>
/// <param name="Services">Those with an instance, and those that lost their last one within a day, in the order of their names.</param>
internal sealed record ServicesAnswer(IReadOnlyList<ServiceView> Services);

/// <summary>One service.</summary>
/// <param name="Name">Its name below the domain.</param>
/// <param name="DnsName">Its name in DNS.</param>
/// <param name="Instances">How many instances are registered, so that DNS answers with them.</param>
/// <param name="Hosts">How many hosts they run on.</param>
/// <param name="Since">When the first of them was registered; absent while none is.</param>
/// <param name="Doubted">How many of them are of a container that is doubted.</param>
/// <param name="HeldBack">How many instances more are held back from DNS, or are stopping.</param>
internal sealed record ServiceAnswer(
    string Name, string DnsName, int Instances, int Hosts, DateTimeOffset? Since, int Doubted, int HeldBack)
{
    /// <summary>How many addresses its name has, for programs that ask for no ports.</summary>
    public int Addresses { get; init; }

    /// <summary>Why its name has none; absent if it has one, or no instance.</summary>
    public string? NoAddress { get; init; }

    /// <summary>The protocol names beside its name, which lead to its instances of that protocol.</summary>
    public IReadOnlyList<string> ProtocolNames { get; init; } = [];

    /// <summary>How many of its registered instances the zone holds; absent while the zone cannot be asked.</summary>
    public int? InDns { get; init; }

    /// <summary>Why the zone was not read, so that what it holds is believed to be what the ledger says; absent if it was read.</summary>
    public string? Believed { get; init; }

    /// <summary>How many of its containers are checked.</summary>
    public int? Checked { get; init; }

    /// <summary>How many of them pass their checks.</summary>
    public int? Healthy { get; init; }

    /// <summary>How it lost its last instance within a day; absent while it has one.</summary>
    public EmptiedView? Emptied { get; init; }
}

/// <summary>The instances of one service.</summary>
/// <param name="Service">The service's name below the domain.</param>
/// <param name="DnsName">Its name in DNS.</param>
/// <param name="Instances">The instances that were asked for, in the order of host and port; none while the service has none.</param>
internal sealed record InstancesAnswer(string Service, string DnsName, IReadOnlyList<InstanceAnswer> Instances);

/// <summary>One instance: a container's valid claim to a service on one port.</summary>
internal sealed record InstanceAnswer : InstanceView
{
    public InstanceAnswer(InstanceView instance)
        : base(instance)
    {
    }

    /// <summary>Whether DNS answers with it: it is registered, and the guards do not hold it back.</summary>
    [JsonPropertyOrder(-1)]
    public required bool Healthy { get; init; }

    /// <summary>The state of its health: <c>Healthy</c>, <c>Suspect</c>, …; absent while nothing checks it.</summary>
    [JsonPropertyOrder(-1)]
    public string? Health { get; init; }
}

/// <summary>All hosts.</summary>
internal sealed record HostsAnswer(IReadOnlyList<HostView> Hosts);

/// <summary>Who owns which name.</summary>
/// <param name="Names">The lines of the owners' file, the names that are or were bound, and all other names in use.</param>
internal sealed record NamesAnswer(IReadOnlyList<NameView> Names);

/// <summary>The health of all containers that are checked.</summary>
/// <param name="Freezes">Why nothing is ejected or stopped at the moment, one line each.</param>
internal sealed record SagasAnswer(IReadOnlyList<string> Freezes, IReadOnlyList<SagaView> Sagas);

/// <summary>A target of Prometheus's HTTP service discovery.</summary>
/// <param name="Targets">One address.</param>
/// <param name="Labels">What Prometheus may make labels from while it relabels.</param>
internal sealed record TargetGroup(IReadOnlyList<string> Targets, IReadOnlyDictionary<string, string> Labels);
