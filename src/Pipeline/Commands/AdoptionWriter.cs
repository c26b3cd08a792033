using System.Text.Json;
using Pipeline.History.Reading;

namespace Pipeline.Commands;

/// <summary>Writes an adoption for review: what is taken over and what becomes of it, and what stays foreign, and why.</summary>
internal sealed class AdoptionWriter(TextWriter output)
{
    private const int MaxListed = 40;
    private const int ValuesShown = 4;

    public void WriteJson(AdoptionView adoption) =>
        output.WriteLine(JsonSerializer.Serialize(adoption, OperatingJson.Default.AdoptionView));

    public void Write(AdoptionView adoption)
    {
        if (adoption.Fence is { } fence) Line($"zone {adoption.Zone} {(adoption.Applied ? "was" : "is")} not written: {fence}");
        Line(adoption.Taken.Count == 0
            ? $"zone {adoption.Zone}: no record to take over"
            : $"zone {adoption.Zone}: {Count(adoption.Taken)}{(adoption.Applied ? " taken over" : " to take over")}");
        foreach (var word in adoption.Taken.GroupBy(one => one.Word)) Write(word);
        if (adoption.Left.Count == 0) return;

        Line("");
        Line($"{Count(adoption.Left)} foreign, and left alone:");
        foreach (var word in adoption.Left.GroupBy(one => one.Word)) Write(word);
    }

    private void Write(IGrouping<string, AdoptedView> rows)
    {
        Line($"  {rows.Key}: {rows.First().Why}");
        foreach (var row in rows.Take(MaxListed))
        {
            var more = row.Values.Count > ValuesShown ? $" and {row.Values.Count - ValuesShown} more" : "";
            var identifier = row.Identifier is { } given ? $" ({given})" : "";
            Line($"    {row.Name} {row.Ttl} {row.Type}{identifier} {string.Join(", ", row.Values.Take(ValuesShown))}{more}");
        }

        if (rows.Count() > MaxListed) Line($"    and {rows.Count() - MaxListed} more (--json lists all)");
    }

    private static string Count(IReadOnlyList<AdoptedView> rows) => rows.Count == 1 ? "1 record" : $"{rows.Count} records";

    private void Line(string text) => output.WriteLine(SafeText.Line(text));
}
