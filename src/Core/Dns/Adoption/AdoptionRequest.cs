using System.Collections.Immutable;

namespace Pipeline.Core.Dns.Adoption;

/// <summary>Which records a person wants to be taken over.</summary>
/// <param name="From">Who wrote them.</param>
/// <param name="Names">
/// Their absolute names, in lower case without a final dot; empty for all names of the domain. A person who states a name vouches for its
/// records: they are taken over even where nobody knows their host any more.
/// </param>
public sealed record AdoptionRequest(RecordOrigin From, ImmutableHashSet<string> Names)
{
    /// <summary>Whether a name was stated.</summary>
    public bool Vouches => !Names.IsEmpty;

    /// <summary>The records that the person was shown; null before.</summary>
    public ImmutableHashSet<RecordKey>? Shown { get; init; }

    /// <summary>Whether a record may be taken over.</summary>
    public bool Covers(RecordKey key) => (Names.IsEmpty || Names.Contains(key.Name)) && Shown?.Contains(key) is not false;
}
