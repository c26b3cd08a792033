namespace Pipeline.Core.Dns.Adoption;

/// <summary>
/// Records that a person made. One is taken over if everything that it leads to is registered at its name, so that nobody is missed when
/// the registered records take its place. What runs outside of all hosts keeps its record.
/// </summary>
internal sealed class HandForm(ZoneEvidence seen) : IRecordForm
{
    public LeftReason? Judge(RecordSet set)
    {
        if (set.IsAlias || set.Values.IsEmpty) return LeftReason.OtherForm;
        var desired = seen.Desired.Sets.Values
            .Where(other => IsAtSameName(other.Key, set.Key)).SelectMany(other => other.Values).ToHashSet();
        if (desired.Count == 0) return LeftReason.NotRegistered;
        var isCovered = set.Key.Type is RecordType.SRV
            ? set.Values.All(value => IsCovered(value, desired))
            : desired.IsSupersetOf(set.Values);
        return isCovered ? null : LeftReason.OtherValues;
    }

    private static bool IsAtSameName(RecordKey one, RecordKey other) => one.Name == other.Name && one.Type == other.Type;

    /// <summary>Whether an instance is at the same port of the same target, or of one that leads to the same addresses.</summary>
    private bool IsCovered(string value, HashSet<string> desired) =>
        SrvValue.ParseForeign(value) is { } foreign
        && desired.Select(SrvValue.Parse).OfType<SrvValue>().Any(own => own.Port == foreign.Port
            && (own.Target == foreign.Target || IsWithin(seen.FindAddresses(foreign.Target), AddressesOf(own.Target))));

    private static bool IsWithin(IReadOnlyList<string> some, HashSet<string> all) => some.Count > 0 && all.IsSupersetOf(some);

    private HashSet<string> AddressesOf(string name) =>
        [.. seen.Desired.Sets.Values.Where(set => set.Key.Name == name && set.Key.Type.IsAddress).SelectMany(set => set.Values)];
}
