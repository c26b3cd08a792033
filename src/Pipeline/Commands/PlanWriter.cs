using System.Globalization;
using System.Text.Json;
using Pipeline.History.Planning;
using Pipeline.History.Reading;

namespace Pipeline.Commands;

/// <summary>Writes a plan for review: what is added, changed and removed, why, and what it costs.</summary>
internal sealed class PlanWriter(TextWriter output, TextWriter errors)
{
    private const int MaxListed = 20;

    public void WriteJson(PlanView plan) => output.WriteLine(JsonSerializer.Serialize(plan, OperatingJson.Default.PlanView));

    public void Write(PlanView plan)
    {
        var moment = plan.AsOf is { } then ? $" as of {then:u}" : "";
        Line(plan.IsEmpty
            ? $"zone {plan.Zone}{moment}: nothing to change, {Count(plan.Records, "record")} as desired"
            : $"zone {plan.Zone}{moment}: {Of(plan, "add")} to add, {Of(plan, "change")} to change, {Of(plan, "remove")} to remove, "
                + $"of {Count(plan.Records, "record")}");
        foreach (var change in plan.Changes) Write(change);

        Section("blocked by a foreign record, which is left alone", plan.Conflicts, conflict =>
            $"{conflict.Wanted}: the foreign record is {Name(conflict.InTheWay)} {string.Join(", ", conflict.InTheWay.Values)}");
        Section("with an open outcome; the next full pass reads the zone to settle it", plan.Open, key => key);
        Section("left out of DNS, with the reason", plan.LeftOut, service => service);
        Section("foreign, and left alone", plan.Foreign, Name);

        if (!plan.IsEmpty) Line("");
        if (!plan.IsEmpty) Line(Cost(plan));
        foreach (var note in plan.Notes) errors.WriteLine(SafeText.Line(note));
    }

    private static string Cost(PlanView plan) =>
        (PlannedZone.IsLocalId(plan.Zone) ? "on Route 53 this would cost " : "costs ")
        + string.Create(CultureInfo.InvariantCulture, $"{Count(plan.Cost.Calls, "change call")}, {plan.Cost.Tokens:N0} change tokens, ")
        + string.Create(CultureInfo.InvariantCulture, $"{plan.Cost.Elements:N0} elements, {plan.Cost.Characters:N0} characters; ")
        + string.Create(
            CultureInfo.InvariantCulture, $"throttled for {plan.Cost.Seconds:0.#} s; removes {plan.Lost:0.#%} of the present answers");

    private void Write(PlannedChange change)
    {
        var sign = change.Action switch { "add" => "+", "remove" => "-", _ => "~" };
        Line($"  {sign} {change.Name} {change.Type}{(change.Identifier is { } identifier ? $" ({identifier})" : "")}");
        foreach (var value in change.Coming.Take(MaxListed)) Line($"      + {value}");
        foreach (var value in change.Going.Take(MaxListed)) Line($"      - {value}");
        if (change.Coming.Count + change.Going.Count is var all && all > 2 * MaxListed) Line($"        and more: {all} values in total");
        foreach (var reason in change.Why) Line($"      because {reason}");
        if (change.Refused is { } refusal) Line($"      the zone refused this change before: {refusal}");
    }

    private void Section<T>(string title, IReadOnlyList<T> rows, Func<T, string> say)
    {
        if (rows.Count == 0) return;
        Line("");
        Line($"{rows.Count} {title}:");
        foreach (var row in rows.Take(MaxListed)) Line($"    {say(row)}");
        if (rows.Count > MaxListed) Line($"    and {rows.Count - MaxListed} more (--json lists all)");
    }

    private static string Name(RecordView record) =>
        $"{record.Name} {record.Type}{(record.Identifier is { } identifier ? $" ({identifier})" : "")}";

    private static int Of(PlanView plan, string action) => plan.Changes.Count(change => change.Action == action);

    private static string Count(int count, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}{(count == 1 ? "" : "s")}");

    private void Line(string text) => output.WriteLine(SafeText.Line(text));
}
