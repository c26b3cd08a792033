using System.Globalization;
using Pipeline.Core.Status;
using Pipeline.History.Reading;
using Pipeline.History.Status;
using Pipeline.History.Words;
using Pipeline.Terminal;

namespace Pipeline.Commands.Rendering;

/// <summary>Writes a status on one screen: whether all is right, the worst that is not, and the state of each part in a line.</summary>
internal sealed class StatusWriter(CommandEnvironment screen)
{
    private const int ShownAtMost = 3;
    private const int WidthOfPart = 14;

    public void Write(StatusView status)
    {
        Line(status.Summary, status.AllRight ? Tone.Good : Tone.Bad);
        foreach (var trouble in status.Troubles.Take(ShownAtMost)) Write(trouble);
        if (status.Troubles.Count > ShownAtMost)
        {
            Line("");
            Line($"and {status.Troubles.Count - ShownAtMost} more: "
                + string.Join(", ", status.Troubles.Skip(ShownAtMost).CountBy(trouble => Glossary.Troubles.Show(trouble.Kind))
                    .Select(kind => kind.Value == 1 ? kind.Key : $"{kind.Key} × {Number(kind.Value)}"))
                + "; --json lists all");
        }

        Line("");
        foreach (var part in new PartStates(screen.Time.GetUtcNow()).Describe(status))
            Line($"{part.Name.PadRight(WidthOfPart)}{part.State}");
    }

    private void Write(TroubleView trouble)
    {
        Line("");
        Line($"{Glossary.TroubleWeights.Show(trouble.Weight).ToUpperInvariant()}  {Glossary.Troubles.Show(trouble.Kind)}: "
            + $"{trouble.Subject}{(trouble.Since is { } since ? $", since {Ago(since)}" : "")}",
            trouble.Weight == nameof(TroubleWeight.Outage) ? Tone.Bad : Tone.Waiting);
        Line($"  cause  {trouble.Cause}");
        Line($"  next   {trouble.Next}");
    }

    private string Ago(DateTimeOffset? since) => since is { } at ? Age.Of(at, screen.Time.GetUtcNow()) : "an unknown time";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Causes and names come from containers and hosts.
    private void Line(string text) => Line(text, Tone.Plain);

    private void Line(string text, Tone tone) =>
        screen.Output.WriteLine(screen.Colours ? tone.Paint(SafeText.Line(text)) : SafeText.Line(text));
}
