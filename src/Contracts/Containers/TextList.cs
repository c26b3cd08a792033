using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>Texts in their order, compared by what they say, so that a record that has a list is still compared by its content.</summary>
/// <remarks>As JSON it is an array of texts.</remarks>
[JsonConverter(typeof(Json))]
[CollectionBuilder(typeof(TextList), nameof(Create))]
public sealed class TextList : IEnumerable<string>, IEquatable<TextList>
{
    private readonly string[] texts;

    private TextList(string[] texts) => this.texts = texts;

    public static TextList Create(ReadOnlySpan<string> texts) => new(texts.ToArray());

    /// <summary>The list of these texts; null for none, so that nothing is written where there is nothing.</summary>
    public static TextList? CreateUnlessEmpty(IEnumerable<string> texts) => texts.ToArray() is { Length: > 0 } some ? new(some) : null;

    public IEnumerator<string> GetEnumerator() => texts.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => texts.GetEnumerator();

    public bool Equals(TextList? other) => other is not null && texts.AsSpan().SequenceEqual(other.texts);

    public override bool Equals(object? obj) => Equals(obj as TextList);

    public override int GetHashCode() => texts.Aggregate(texts.Length, HashCode.Combine);

    public override string ToString() => string.Join(", ", texts);

    internal sealed class Json : JsonConverter<TextList>
    {
        public override TextList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.StartArray) throw new JsonException("expected an array of texts");
            var texts = new List<string>();
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) texts.Add(reader.GetString() ?? "");
            return new([.. texts]);
        }

        public override void Write(Utf8JsonWriter writer, TextList value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var text in value.texts) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
    }
}
