using System.Diagnostics.CodeAnalysis;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns.Adoption;

/// <summary>
/// The records of the ECS reference design's agent. Each agent writes for its own host, which its set identifiers name, so that the hosts
/// are taken over one by one.
/// <code>
/// record           as the agent of HOSTNAME writes it                                   is taken over if its host reports, and
/// SERVICE.DOMAIN   SRV, weighted, HOSTNAME:CONTAINER, one value 1 1 PORT HOSTNAME       it is registered, or no longer runs
/// HOST.DOMAIN      A, weighted, HOSTNAME, one address; HOST is HOSTNAME's first label   the host is at this address
/// </code>
/// </summary>
internal sealed class AgentForm(ZoneEvidence seen) : IRecordForm
{
    public LeftReason? Judge(RecordSet set) => set switch
    {
        { Routing.Policy: RoutingPolicy.Weighted, Key.Type: RecordType.SRV, Values: [var value] } => JudgeService(set, value),
        { Routing.Policy: RoutingPolicy.Weighted, Key.Type: RecordType.A, Values: [var address] } => JudgeHost(set, address),
        _ => LeftReason.OtherForm,
    };

    private LeftReason? JudgeService(RecordSet set, string value)
    {
        if (!TryReadContainer(set.Key, out var hostName, out var id)) return LeftReason.OtherForm;
        if (SrvValue.ParseForeign(value) is not { } srv) return LeftReason.OtherForm;
        if (FirstLabel(srv.Target) != FirstLabel(hostName) || seen.FindLabel(set.Key.Name) is not { } service) return LeftReason.OtherForm;
        if (JudgeSpeaker(hostName) is { } reason) return reason;

        return seen.FindContainer(id) is not { } container || container.Instances.Exists(one => IsAt(one, service, srv.Port))
            ? null
            : LeftReason.NotRegistered;
    }

    private LeftReason? JudgeHost(RecordSet set, string address)
    {
        if (set.Key.SetIdentifier is not { } hostName || FirstLabel(hostName) != seen.FindLabel(set.Key.Name)) return LeftReason.OtherForm;
        return JudgeSpeaker(hostName) ?? (FindHost(hostName)!.Addresses.Contains(address) ? null : LeftReason.OtherAddress);
    }

    private LeftReason? JudgeSpeaker(string hostName) => FindHost(hostName) switch
    {
        null => LeftReason.UnknownHost,
        { Name: var host } when seen.IsSilent(host) => LeftReason.SilentHost,
        _ => null,
    };

    private Hosts.Host? FindHost(string hostName) => seen.FindHost(hostName.ToLowerInvariant()) ?? seen.FindHost(FirstLabel(hostName));

    private static bool IsAt(Instance instance, string service, int port) => instance.Service == service && instance.At.Port == port;

    /// <summary>Reads the set identifier that the agent gives to a container's records.</summary>
    private static bool TryReadContainer(RecordKey key, [NotNullWhen(true)] out string? host, [NotNullWhen(true)] out string? container)
    {
        (host, container) = key is { Type: RecordType.SRV, SetIdentifier: { } identifier } && identifier.Split(':') is [not "", not ""]
            ? (identifier.Split(':')[0].ToLowerInvariant(), identifier.Split(':')[1])
            : (null, null);
        return container is not null;
    }

    private static string FirstLabel(string name) => name.Split('.')[0].ToLowerInvariant();
}
