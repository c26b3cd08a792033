namespace Pipeline.Contracts;

/// <summary>
/// The container identifiers that one part of a report covers, in ordinal order. A report that is too large for one message is sent in
/// parts with the same stamp. Their ranges cover all identifiers, so each part counts by itself and nobody has to assemble them.
/// </summary>
/// <param name="From">The first identifier; null to begin before all.</param>
/// <param name="To">The identifier before which it ends; null to end after all.</param>
public sealed record ContainerRange(string? From, string? To)
{
    public bool Contains(string id) =>
        (From is null || string.CompareOrdinal(id, From) >= 0) && (To is null || string.CompareOrdinal(id, To) < 0);
}
