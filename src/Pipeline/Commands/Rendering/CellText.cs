using Spectre.Console.Rendering;

namespace Pipeline.Commands.Rendering;

/// <summary>Texts by the cells of a terminal that they take: a wide character takes two.</summary>
internal static class CellText
{
    private const string Cut = "…";

    public static int Width(string text) => new Segment(text).CellCount();

    public static string Pad(string text, int width, bool right)
    {
        var blanks = new string(' ', Math.Max(0, width - Width(text)));
        return right ? blanks + text : text + blanks;
    }

    /// <summary>The text, cut where it is too wide.</summary>
    public static string Shorten(string text, int width) => Width(text) <= width ? text : Take(text, width - 1) + Cut;

    /// <summary>The text in lines between its words; a word that is too wide is cut.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            if (line.Length > 0 && Width(line) + 1 + Width(rest) <= width)
            {
                line += " " + rest;
                continue;
            }

            if (line.Length > 0) lines.Add(line);
            for (; Width(rest) > width; rest = rest[lines[^1].Length..]) lines.Add(Take(rest, width));
            line = rest;
        }

        return line.Length > 0 ? [.. lines, line] : lines;
    }

    // At least one character, so that what is narrower than a wide one still ends.
    private static string Take(string text, int width)
    {
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = end + rune.Utf16SequenceLength;
            if (end > 0 && Width(text[..next]) > width) break;
            end = next;
        }

        return text[..end];
    }
}
