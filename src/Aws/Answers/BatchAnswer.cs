using System.Globalization;

namespace Pipeline.Aws.Answers;

/// <summary>
/// Reads the two lists of an answer to a batch. An entry is accepted only if the answer says so, and nothing else of it: one in neither
/// list, or in both, is neither accepted nor refused, and is to be sent again.
/// </summary>
public static class BatchAnswer
{
    /// <summary>Why an entry that is neither accepted nor refused is sent again.</summary>
    public const string Unacknowledged = "the answer to the batch does not say what became of it";

    /// <summary>The identifier of an entry in its batch.</summary>
    public static string EntryId(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <param name="count">How many entries were sent, with the identifiers of <see cref="EntryId"/>.</param>
    /// <param name="accepted">The identifiers in the list of successes; null for an empty list.</param>
    /// <param name="refused">The list of failures; null for an empty list.</param>
    /// <param name="readId">The identifier of a failure.</param>
    /// <returns>One answer per entry. Identifiers that were not sent are passed over.</returns>
    public static IReadOnlyList<EntryAnswer<TRefusal>> Read<TRefusal>(
        int count, IEnumerable<string?>? accepted, IEnumerable<TRefusal>? refused, Func<TRefusal, string?> readId)
        where TRefusal : class
    {
        var isAccepted = new bool[count];
        foreach (var id in accepted ?? [])
            if (FindIndex(id, count) is { } index) isAccepted[index] = true;

        var answers = new EntryAnswer<TRefusal>[count];
        for (var index = 0; index < count; index++) answers[index] = new(isAccepted[index], null);
        foreach (var refusal in refused ?? [])
            if (FindIndex(readId(refusal), count) is { } index)
                answers[index] = new(false, isAccepted[index] ? null : refusal);
        return answers;
    }

    private static int? FindIndex(string? id, int count) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count && EntryId(index) == id
            ? index
            : null;
}
