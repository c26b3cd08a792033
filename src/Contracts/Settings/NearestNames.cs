namespace Pipeline.Contracts;

/// <summary>Finds what may have been meant by a name that does not exist.</summary>
public static class NearestNames
{
    /// <summary>The names in the order of their distance from a written one, the nearest first.</summary>
    public static IEnumerable<string> Find(string written, IEnumerable<string> names) => names.OrderBy(name => CountEdits(written, name));

    /// <summary>The number of letters to add, remove or change (Levenshtein distance), ignoring case.</summary>
    public static int CountEdits(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        foreach (var (i, letter) in left.Index())
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(letter) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
