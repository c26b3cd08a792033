namespace Pipeline.Contracts;

/// <summary>Finds what may have been meant by a name that does not exist.</summary>
public static class NearestNames
{
    /// <summary>A longer name is not compared: the work grows with its length.</summary>
    private const int LongestCompared = 64;

    /// <summary>The names in the order of their distance from a written one, the nearest first.</summary>
    public static IEnumerable<string> Find(string written, IEnumerable<string> names) => names.OrderBy(name => CountEdits(written, name));

    /// <summary>The names that may be meant, the nearest first: at most one letter in three of what is written is wrong.</summary>
    public static IEnumerable<string> FindNear(string written, IEnumerable<string> names) =>
        written.Length <= LongestCompared ? Find(written, names).Where(name => IsNear(written, name)) : [];

    /// <summary>
    /// The number of letters to add, remove or change, or to swap with their neighbours (optimal string alignment), ignoring case.
    /// </summary>
    public static int CountEdits(string left, string right)
    {
        var (beforeLast, last) = (new int[right.Length + 1], Enumerable.Range(0, right.Length + 1).ToArray());
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = last[j - 1] + (IsSame(left[i - 1], right[j - 1]) ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && IsSame(left[i - 1], right[j - 2]) && IsSame(left[i - 2], right[j - 1]))
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last) = (last, row);
        }

        return last[^1];
    }

    // The dashes of an option are always right, so they do not count.
    private static bool IsNear(string written, string name) =>
        CountEdits(written, name) <= Math.Max(1, Math.Max(written.TrimStart('-').Length, name.TrimStart('-').Length) / 3);

    private static bool IsSame(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
