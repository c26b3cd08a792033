using System.Collections.Immutable;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The complete answer to a question, before truncation to the response size.</summary>
internal sealed record Answer
{
    public required Wire.ReturnCode Code { get; init; }

    public bool Authoritative { get; init; }

    public IReadOnlyList<Wire.DnsRecordBase> Records { get; init; } = [];

    public IReadOnlyList<Wire.DnsRecordBase> Authority { get; init; } = [];

    /// <summary>Addresses of the servers named in the answer (optional): omitted first if the response is too large.</summary>
    public ImmutableArray<Rrset> Additional { get; init; } = [];

    public static Answer Failed(Wire.ReturnCode code) => new() { Code = code };
}
