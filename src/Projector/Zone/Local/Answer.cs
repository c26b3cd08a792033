using System.Collections.Immutable;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The complete answer to a question, before truncation to the response size.</summary>
/// <param name="Code">The response code.</param>
internal readonly record struct Answer(Wire.ReturnCode Code)
{
    public bool Authoritative { get; init; }

    /// <summary>The records of the name that was asked for.</summary>
    public ZoneRecord[] Records { get; init; } = [];

    /// <summary>The zone's SOA record if there are none.</summary>
    public ZoneRecord? Soa { get; init; }

    /// <summary>Addresses of the servers named in the answer (optional): omitted first if the response is too large.</summary>
    public ImmutableArray<(string Server, Rrset Addresses)> Additional { get; init; } = [];
}
