using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pipeline.Contracts;

/// <summary>
/// One entry of a log, as every process writes it: dated, in UTC, on one line whatever its values hold. A trace follows a line of text on
/// lines of its own, set off from the entries; in JSON it is a member.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Level">How serious: <c>Information</c>.</param>
/// <param name="Category">Which part says it.</param>
/// <param name="Message">What it says.</param>
/// <param name="Trace">Where a failure came from; null for none.</param>
public sealed record LogLine(DateTimeOffset At, string Level, string Category, string Message, string? Trace)
{
    private const string OwnPrefix = "Pipeline.";

    /// <returns>The line, with the line break.</returns>
    public string Write(LogFormat format) => format is LogFormat.Json ? WriteJson() : WriteText();

    private string WriteText()
    {
        var category = Category.StartsWith(OwnPrefix, StringComparison.Ordinal) ? Category[OwnPrefix.Length..] : Category;
        var line = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"{At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {Word(),-5} {category}: {OnOneLine(Message)}\n"));
        foreach (var step in Trace?.Split('\n') ?? []) line.Append("    ").Append(OnOneLine(step.TrimEnd())).Append('\n');
        return line.ToString();
    }

    private string WriteJson()
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", At.UtcDateTime);
            json.WriteString("level", Level);
            json.WriteString("category", Category);
            json.WriteString("message", Message);
            if (Trace is not null) json.WriteString("exception", Trace);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.WrittenSpan) + "\n";
    }

    private string Word() => Level switch
    {
        "Information" => "info",
        "Warning" => "warn",
        "Critical" => "fatal",
        _ => Level.ToLowerInvariant(),
    };

    // A name from a container must neither begin a line nor steer the terminal that shows the log.
    private static string OnOneLine(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        ? string.Concat(text.EnumerateRunes().Select(rune => (IsHarmless(rune) ? rune : Rune.ReplacementChar).ToString()))
        : text;

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
