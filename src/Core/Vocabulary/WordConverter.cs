using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Core.Vocabulary;

/// <summary>
/// Reads and writes an enumeration as words. A word that this version does not know is read as a value that equals no known value, and is
/// written as the same word again.
/// </summary>
/// <remarks>
/// A <c>switch</c> handles such a value in its default arm. The values are numbered in the order in which the words are read, for the
/// lifetime of the process. At most <see cref="MaxUnknown"/> words of one enumeration are kept, so that a sender cannot exhaust the memory.
/// </remarks>
public sealed class WordConverter<T> : JsonConverter<T> where T : struct, Enum
{
    private const int MaxUnknown = 256;
    private const int LongestWord = 64;

    /// <summary>The number of the first unknown word; the members of all enumerations have lower numbers.</summary>
    private const int FirstUnknown = 1 << 24;

    private static readonly (T Value, string Text, JsonEncodedText Word)[] Known =
        [.. Enum.GetValues<T>().Select(value => (value, value.ToString(), JsonEncodedText.Encode(value.ToString())))];

    private static readonly ConcurrentDictionary<string, T> Unknown = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<T, string> UnknownWords = new();
    private static readonly Lock Numbering = new();

    /// <summary>The word of a value, including a value that this version does not know.</summary>
    internal static string TextOf(T value)
    {
        foreach (var known in Known)
            if (EqualityComparer<T>.Default.Equals(known.Value, value)) return known.Text;
        return UnknownWords.TryGetValue(value, out var word) ? word : value.ToString();
    }

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.Number) return (T)Enum.ToObject(typeof(T), reader.GetInt32());
        if (reader.TokenType is not JsonTokenType.String) throw new JsonException($"expected a word of {typeof(T).Name}");
        foreach (var known in Known)
            if (reader.ValueTextEquals(known.Word.EncodedUtf8Bytes)) return known.Value;

        return Parse(reader.GetString()!);
    }

    /// <summary>The value of a word, including a word that this version does not know.</summary>
    internal static T Parse(string word)
    {
        foreach (var known in Known)
            if (string.Equals(known.Text, word, StringComparison.OrdinalIgnoreCase)) return known.Value;
        NewerWords.Count();
        return Unknown.TryGetValue(word, out var value) ? value : Number(word);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        foreach (var known in Known)
        {
            if (!EqualityComparer<T>.Default.Equals(known.Value, value)) continue;
            writer.WriteStringValue(known.Word);
            return;
        }

        if (UnknownWords.TryGetValue(value, out var word)) writer.WriteStringValue(word);
        else writer.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static T Number(string word)
    {
        if (word.Length is 0 or > LongestWord) throw new JsonException($"no word of {typeof(T).Name}");
        lock (Numbering)
        {
            if (Unknown.TryGetValue(word, out var numbered)) return numbered;
            if (Unknown.Count >= MaxUnknown) throw new JsonException($"too many unknown words of {typeof(T).Name}");
            var value = (T)Enum.ToObject(typeof(T), FirstUnknown + Unknown.Count);
            UnknownWords[value] = word;
            Unknown[word] = value;
            return value;
        }
    }
}
