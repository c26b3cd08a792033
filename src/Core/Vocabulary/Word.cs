namespace Pipeline.Core.Vocabulary;

/// <summary>The words of enumerations as they are stored, sent and shown, including words that only a newer version knows.</summary>
public static class Word
{
    /// <summary>The value of a word; case-insensitive.</summary>
    public static T Parse<T>(string word) where T : struct, Enum => WordConverter<T>.Parse(word);

    /// <summary>The word of a value.</summary>
    public static string Format<T>(T value) where T : struct, Enum => WordConverter<T>.TextOf(value);
}
