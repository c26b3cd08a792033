using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Hosts;

/// <summary>The state of a host in the registry.</summary>
public enum HostStatus
{
    Live,
    Suspected,
    Lost,
    Left,

    /// <summary>Its agent is silent, but its machine is known to run; its instances stay in DNS.</summary>
    Mute,
}

/// <summary>One host in the registry: the fold of its stream.</summary>
public sealed record Host
{
    public const string StreamPrefix = "host/";

    /// <summary>The name of the host's stream; never equal to a container's identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The host's DNS label.</summary>
    public string Name => Id[StreamPrefix.Length..];

    /// <summary>The number of events in the stream.</summary>
    public int Version { get; init; }

    public string Address { get; init; } = "";

    /// <summary>Its IPv6 address; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address6 { get; init; }

    /// <summary>Its addresses: IPv4 first; none of a host that stands for a service behind balancers.</summary>
    [JsonIgnore]
    public IEnumerable<string> Addresses => new[] { Address, Address6 }.Where(address => !string.IsNullOrEmpty(address)).OfType<string>();

    /// <summary>Whether it is a machine; otherwise it stands for a task or a service of which ECS itself tells.</summary>
    [JsonIgnore]
    public bool IsMachine => !TaskHost.IsTask(Name) && !IsService;

    /// <summary>Whether it stands for an ECS service behind load balancers.</summary>
    [JsonIgnore]
    public bool IsService => Address is "" && ServiceHost.IsService(Name);

    public HostStatus Status { get; init; }
    public DateTimeOffset Since { get; init; }

    /// <summary>Why it is in this state, as text for people.</summary>
    public string? Reason { get; init; }

    /// <summary>Why something that is heard of it is not believed, as text for people; null if everything is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Doubt { get; init; }

    /// <summary>Its end, if it is announced and has not come yet; null if it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HostEnding? Ending { get; init; }

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }

    /// <summary>
    /// Whether it is read together with the others: all are but those that stood for tasks that have ended, of which there are many.
    /// </summary>
    [JsonIgnore]
    public bool IsAtHand => Status is not HostStatus.Left || Doubt is not null || !TaskHost.IsTask(Name);

    /// <summary>
    /// Whether its name and instances are in DNS: until the host is lost or has left. A status that only a newer version knows takes
    /// nothing out of DNS.
    /// </summary>
    public bool IsPresent => Status is not (HostStatus.Lost or HostStatus.Left);

    /// <summary>Whether there is anything to say of it: something of it was believed, or is doubted.</summary>
    [JsonIgnore]
    public bool IsKnown => Address is not "" || IsPresent || Reason is not null || Doubt is not null;

    /// <summary>The stream of the host of this name.</summary>
    public static string StreamOf(string name) => StreamPrefix + name;

    /// <summary>The state after one more event.</summary>
    public static Host Evolve(Host? state, string id, HostEvent happened)
    {
        if (happened is HostSummarized summary) return summary.State;

        // A host of which nothing was believed yet is not present.
        var host = state ?? new Host { Id = id, Status = HostStatus.Left, Since = happened.At };
        return (happened switch
        {
            HostJoined e => host with { Address = e.Address, Address6 = e.Address6, Status = HostStatus.Live, Since = e.At },
            HostMoved e => host with { Address = e.Address, Address6 = e.Address6 },
            HostSuspected e => host with { Status = HostStatus.Suspected, Since = e.At, Reason = $"silent since {e.LastHeard:u}" },
            HostFoundMute e => host with { Status = HostStatus.Mute, Since = e.At, Reason = e.Reason },
            HostLost e => host with { Status = HostStatus.Lost, Since = e.At, Reason = e.Reason, Ending = null },
            HostDeparted e => host with { Status = HostStatus.Left, Since = e.At, Reason = e.Reason, Ending = null },
            HostReturned e => host with { Status = HostStatus.Live, Since = e.At, Reason = null },
            HostEndAnnounced e => host with { Ending = e.Ending },
            HostEndWithdrawn => host with { Ending = null },
            HostDoubted e => host with { Doubt = e.Reason },
            HostDoubtEnded or HostForgotten => host with { Doubt = null },
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An unknown kind of host event."),
        }) with
        { Version = host.Version + 1 };
    }
}
