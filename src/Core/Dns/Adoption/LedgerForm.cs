using Pipeline.Contracts;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns.Adoption;

/// <summary>
/// The records of this system. Nothing in a record proves who wrote it, so all of the following must hold; a person who states the name
/// vouches for what only the lost database knew.
/// <code>
/// record                    is ours if                                                          unless stated
/// any                       it is as desired; or its TTL is one of ours, and                    the TTL
/// SRV                       its identifier is a layout's; each value leads to a known host,     the host, the
///                           or an instance's address, with priority and weight as usual         priority and weight
/// alias of SRV              it leads from a protocol name to its plain name, which is ours
/// alias of A, AAAA          it is as desired: it leads to the service's balancer
/// A, AAAA of a host         it has an address of that host alone
/// A, AAAA of an address     its label states its addresses, and an instance is there            the instance
/// A, AAAA of a service      its SRV records are ours, and lead to the same addresses
/// </code>
/// </summary>
internal sealed class LedgerForm(ZoneEvidence seen, bool vouches) : IRecordForm
{
    public LeftReason? Judge(RecordSet set) => set switch
    {
        _ when seen.IsDesired(set) => null,
        { LeadsTo: not null } => JudgeAlias(set),
        { Other: not null } => LeftReason.OtherForm,
        _ when !vouches && !seen.Ttls.Contains(set.Ttl) => LeftReason.OtherTtl,
        { Key.Type: RecordType.SRV } => JudgeService(set),
        _ => JudgeAddresses(set),
    };

    private LeftReason? JudgeAlias(RecordSet alias)
    {
        var target = alias.LeadsTo!.Name;
        return alias.Equals(RecordSet.CreateAlias(alias.Key, seen.Identity, target)) && IsBeside(alias.Key, target)
            && seen.FindSets(target).Where(set => set.Key.Type is RecordType.SRV).All(set => seen.IsOwned(set.Key) || Judge(set) is null)
                ? null
                : LeftReason.OtherForm;
    }

    /// <summary>Whether a name is a protocol name of a plain one.</summary>
    private bool IsBeside(RecordKey key, string plain) =>
        key is { Type: RecordType.SRV, SetIdentifier: null } && seen.FindLabel(key.Name) is { } name && seen.FindLabel(plain) is { } service
        && Enum.GetValues<TransportProtocol>().Any(protocol => ProtocolNameRules.Find(service, protocol, seen.Zone.Domain) == name);

    private LeftReason? JudgeService(RecordSet set)
    {
        var values = set.Values.Select(SrvValue.Parse).ToList();
        if (values is [] || values.Contains(null)) return LeftReason.OtherForm;
        var labels = values.Select(value => seen.FindLabel(value!.Value.Target)).ToList();
        if (labels.Exists(label => label is null or "" || label.Contains('.'))) return LeftReason.OtherForm;
        if (!IsIdentified(set, labels!, $"{labels[0]}:{values[0]!.Value.Port}")) return LeftReason.OtherForm;
        if (!vouches && values.Exists(value => !IsUsual(set, value!.Value))) return LeftReason.OtherForm;
        return labels.Select(label => JudgeTarget(label!)).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Priority and weight are the usual ones, unless an instance claims others.</summary>
    private bool IsUsual(RecordSet set, SrvValue value) =>
        value is { Priority: ClaimDetails.Usual, Weight: ClaimDetails.Usual }
        || seen.Desired.Sets.Values.Any(
            other => other.Key.Name == set.Key.Name && other.Key.Type == set.Key.Type && other.Values.Contains(value.ToString()));

    private LeftReason? JudgeTarget(string label)
    {
        if (seen.FindHost(label) is { } host) return seen.IsSilent(host.Name) ? LeftReason.SilentHost : null;
        var addresses = seen.FindAddresses($"{label}.{seen.Zone.Domain}");
        return vouches && addresses.Count > 0 || (AddressLabel.States(label, addresses) && addresses.All(seen.IsOfInstance))
            ? null
            : LeftReason.UnknownHost;
    }

    private LeftReason? JudgeAddresses(RecordSet set)
    {
        if (seen.FindLabel(set.Key.Name) is not { } label) return LeftReason.OtherForm;
        if (seen.FindHost(label) is { } host)
        {
            if (set.Routing != Routing.Simple || !host.Addresses.ToHashSet().IsSupersetOf(set.Values)) return LeftReason.OtherAddress;
            return seen.IsSilent(host.Name) ? LeftReason.SilentHost : null;
        }

        var all = seen.FindAddresses(set.Key.Name);
        if (set.Routing == Routing.Simple && AddressLabel.States(label, all))
            return vouches || all.All(seen.IsOfInstance) ? null : LeftReason.UnknownHost;
        return JudgeServiceAddresses(set);
    }

    private LeftReason? JudgeServiceAddresses(RecordSet set)
    {
        var services = seen.FindSets(set.Key.Name).Where(other => other.Key.Type is RecordType.SRV).ToList();
        if (services.Count == 0) return vouches && set.Routing == Routing.Simple ? null : LeftReason.UnknownHost;
        if (services.Select(service => seen.IsOwned(service.Key) ? null : Judge(service)).FirstOrDefault(r => r is not null) is { } reason)
            return reason;
        var led = services.SelectMany(service => service.Values)
            .SelectMany(value => seen.FindAddresses(SrvValue.ReadTarget(value))).ToHashSet();
        return led.IsSupersetOf(set.Values) ? null : LeftReason.OtherValues;
    }

    /// <summary>Whether a layout gives a set this identifier.</summary>
    private static bool IsIdentified(RecordSet set, List<string> labels, string place) => set switch
    {
        { Routing.Policy: RoutingPolicy.Simple, Key.SetIdentifier: null } => true,
        { Routing.Policy: RoutingPolicy.Multivalue, Key.SetIdentifier: var identifier } => identifier == place,
        { Routing.Policy: RoutingPolicy.Weighted, Key.SetIdentifier: { } identifier } =>
            SpreadSets.IsPart(set) || (identifier.Split(':') is [var host, not ""] && labels.TrueForAll(label => label == host)),
        _ => false,
    };
}
