using Pipeline.Console.Reading;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Health;
using Pipeline.Core.Instances;
using Pipeline.History.Reading;

namespace Pipeline.Console.Drawing;

/// <summary>The container that a value of a name leads to, or led to.</summary>
/// <param name="Name">Its name; null where it is not known any more.</param>
/// <param name="Labels">What the values that lead to it may be shortened to.</param>
/// <param name="Mark">Null when it is there no more.</param>
/// <param name="Health">What its saga says now; null when nothing checks it.</param>
public sealed record LaneOwner(string ContainerId, string? Name, IReadOnlyList<string> Labels, Mark? Mark, HealthState? Health)
{
    /// <summary>
    /// The present instances, and those of the past behind them: an address belongs to whoever has it now, or had it last.
    /// </summary>
    /// <param name="present">The service's instances.</param>
    /// <param name="past">Those that were registered or withdrawn, the newest first.</param>
    /// <param name="hosts">Whose addresses these are: an SRV record leads to a host by its name.</param>
    public static IReadOnlyList<LaneOwner> Of(
        IReadOnlyList<MarkedInstance> present, IReadOnlyList<PastInstance> past, IReadOnlyList<HostView> hosts)
    {
        var names = hosts.ToLookup(host => host.Address, host => host.Name);
        return
        [
            .. present.Select(one => new LaneOwner(
                one.Instance.ContainerId,
                one.Instance.ContainerName,
                [.. LabelsOf([one.Instance.Host], one.Instance.Address, one.Instance.Address6, one.Instance.Port)],
                one.Mark,
                one.Saga?.Health)),
            .. past.Select(one => new LaneOwner(
                one.ContainerId,
                one.ContainerName,
                [.. LabelsOf(names[one.Instance.At.Address], one.Instance.At.Address, one.Instance.Address6, one.Instance.At.Port)],
                Mark: null,
                Health: null)),
        ];
    }

    private static IEnumerable<string> LabelsOf(IEnumerable<string> hosts, string address, string? second, int port)
    {
        string[] addresses = second is not null && second != address ? [address, second] : [address];
        foreach (var label in hosts.Concat(AddressLabel.FormatAll(addresses))) yield return $"{label}:{port}";
        yield return TransportAddress.FormatAddressAndPort(address, port);
    }
}
