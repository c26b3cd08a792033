using System.Globalization;
using Pipeline.Commands.Rendering;
using Pipeline.History.Reading;
using Pipeline.History.Why;
using Pipeline.History.Words;

namespace Pipeline.Commands;

/// <summary>Writes explanations: the present state, then the steps that led to it.</summary>
internal sealed class WhyWriter(TextWriter output, bool terminal)
{
    private const int WidthOfAfter = 10;

    public void Write(IReadOnlyList<WhyView> stories)
    {
        foreach (var (index, story) in stories.Index())
        {
            if (index > 0) output.WriteLine();
            Line($"{story.Kind} {story.Subject}: {story.Now}", bold: true);
            foreach (var trouble in story.Troubles)
            {
                var about = trouble.Subject == story.Subject ? "" : $"{trouble.Subject}: ";
                Line($"  {Glossary.Troubles.Show(trouble.Kind)}: {about}{trouble.Cause}");
                Line($"    next: {trouble.Next}");
            }

            foreach (var one in story.Containers)
                Line($"  {one.Name} ({Listings.Short(one.Id)}) on {one.Host}: {one.State}"
                    + (one.LastWords is { } words ? $"; {words}" : ""));
            foreach (var chain in story.Chains) Write(chain);
        }
    }

    private void Write(WhyChain chain)
    {
        output.WriteLine();
        Line($"  {chain.Title}{(chain.Trace is { } trace ? $"  (trace {trace})" : "")}");
        foreach (var step in chain.Steps)
            Line(string.Create(CultureInfo.InvariantCulture,
                $"    {step.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z {After(step).PadLeft(WidthOfAfter)}  {step.Stage,-6}  {step.What}")
                + (step.Trace is { } other ? $"  (trace {other})" : ""));
    }

    private static string After(WhyStep step) => step.AfterMilliseconds switch
    {
        null => "",
        < 0 and var early => string.Create(CultureInfo.InvariantCulture, $"{early:0} ms"),
        < 10_000 and var soon => string.Create(CultureInfo.InvariantCulture, $"+{soon:0} ms"),
        < 600_000 and var late => string.Create(CultureInfo.InvariantCulture, $"+{late / 1_000:0.0} s"),
        var later => string.Create(CultureInfo.InvariantCulture, $"+{TimeSpan.FromMilliseconds(later.Value):d\\.hh\\:mm}"),
    };

    // Text from containers is made safe line by line; only our own escape codes reach the terminal.
    private void Line(string text, bool bold = false) =>
        output.WriteLine(bold && terminal ? $"\u001b[1m{SafeText.Line(text)}\u001b[0m" : SafeText.Line(text));
}
