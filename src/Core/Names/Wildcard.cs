namespace Pipeline.Core.Names;

/// <summary>A text in which each <c>*</c> stands for any characters, also for none.</summary>
public sealed record Wildcard(string Text)
{
    private readonly string[] parts = Text.Split('*');

    public bool Matches(string text)
    {
        if (parts is [var only]) return text == only;
        if (!text.StartsWith(parts[0], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        foreach (var part in parts.AsSpan(1..^1))
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + part.Length;
        }

        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    public bool Equals(Wildcard? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
