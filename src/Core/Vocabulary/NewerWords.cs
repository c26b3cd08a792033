namespace Pipeline.Core.Vocabulary;

/// <summary>Tells whether a text that was just read had words that this version does not know.</summary>
public static class NewerWords
{
    [ThreadStatic]
    private static long met;

    /// <summary>How many unknown words this thread has read.</summary>
    public static long Met => met;

    internal static void Count() => met++;
}
