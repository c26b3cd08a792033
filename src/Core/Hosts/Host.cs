using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Core.Hosts;

/// <summary>Where a host stands in the registry.</summary>
public enum HostStatus
{
    Live,
    Suspected,
    Lost,
    Left,

    /// <summary>Its agent is silent, but its machine is known to run: its instances answer.</summary>
    Mute,
}

/// <summary>One host as the registry knows it: the fold of its stream.</summary>
public sealed record Host
{
    private const string StreamPrefix = "host/";

    /// <summary>The host's stream; no container identifier can equal it.</summary>
    public required string Id { get; init; }

    /// <summary>The host's DNS label.</summary>
    public string Name => Id[StreamPrefix.Length..];

    /// <summary>How many events made this state; the stream's version.</summary>
    public int Version { get; init; }

    public string Address { get; init; } = "";
    public HostStatus Status { get; init; }
    public DateTimeOffset Since { get; init; }

    /// <summary>For people: why it stands where it stands.</summary>
    public string? Reason { get; init; }

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }

    /// <summary>Whether its name answers: until its silence is confirmed it is believed to live.</summary>
    public bool IsPresent => Status is HostStatus.Live or HostStatus.Suspected or HostStatus.Mute;

    /// <summary>The stream of the host of this name.</summary>
    public static string StreamOf(string name) => StreamPrefix + name;

    /// <summary>The state after one more event.</summary>
    public static Host Evolve(Host? state, string id, HostEvent happened)
    {
        var host = state ?? new Host { Id = id };
        return (happened switch
        {
            HostJoined e => host with { Address = e.Address, Status = HostStatus.Live, Since = e.At },
            HostMoved e => host with { Address = e.Address },
            HostSuspected e => host with { Status = HostStatus.Suspected, Since = e.At, Reason = $"silent since {e.LastHeard:u}" },
            HostFoundMute e => host with { Status = HostStatus.Mute, Since = e.At, Reason = e.Reason },
            HostLost e => host with { Status = HostStatus.Lost, Since = e.At, Reason = e.Reason },
            HostDeparted e => host with { Status = HostStatus.Left, Since = e.At, Reason = e.Reason },
            HostReturned e => host with { Status = HostStatus.Live, Since = e.At, Reason = null },
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An event that no host knows."),
        }) with
        { Version = host.Version + 1 };
    }
}
