namespace Pipeline.Settings;

/// <summary>Guesses what a person meant.</summary>
internal static class NearestName
{
    public static string To(string written, IEnumerable<string> names) => names.MinBy(name => Distance(written, name))!;

    /// <summary>How many letters must be added, dropped or changed (Levenshtein), their case aside.</summary>
    private static int Distance(string left, string right)
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
