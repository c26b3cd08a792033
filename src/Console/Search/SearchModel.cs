namespace Pipeline.Console.Search;

/// <param name="Sought">As entered.</param>
public sealed record SearchModel(string Sought, IReadOnlyList<FoundThing> Found);

/// <summary>Something with a page of its own.</summary>
/// <param name="Kind"><c>service</c>, <c>container</c> or <c>host</c>.</param>
/// <param name="Says">Its state, in words.</param>
/// <param name="Other">What it is called beside its name: an identifier, an address.</param>
public sealed record FoundThing(string Kind, string Name, string Address, bool IsTrouble, string Says, string Other)
{
    /// <summary>How well its name fits, the best first; null if it does not.</summary>
    public int? RankFor(string sought) =>
        Name.Equals(sought, StringComparison.OrdinalIgnoreCase) ? 0
        : Name.StartsWith(sought, StringComparison.OrdinalIgnoreCase) ? 1
        : Name.Contains(sought, StringComparison.OrdinalIgnoreCase) ? 2
        : Other.StartsWith(sought, StringComparison.OrdinalIgnoreCase) ? 3
        : null;
}
