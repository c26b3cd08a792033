namespace Pipeline.Core.Vocabulary;

/// <summary>
/// Counts the words that this version does not know. Compare the count before and after reading a text to detect such words.
/// </summary>
public static class NewerWords
{
    [ThreadStatic]
    private static long count;

    /// <summary>How many unknown words this thread has read.</summary>
    public static long Met => count;

    internal static void Count() => count++;
}
