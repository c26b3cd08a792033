using System.Collections.Immutable;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>What there is to say to a question, before it is cut to what fits.</summary>
internal sealed record Answer
{
    public required Wire.ReturnCode Code { get; init; }

    public bool Authoritative { get; init; }

    public IReadOnlyList<Wire.DnsRecordBase> Records { get; init; } = [];

    public IReadOnlyList<Wire.DnsRecordBase> Authority { get; init; } = [];

    /// <summary>Addresses of the servers named in the answer, for the asker's convenience: the first to be left out.</summary>
    public ImmutableArray<Rrset> Additional { get; init; } = [];

    public static Answer Failed(Wire.ReturnCode code) => new() { Code = code };
}
