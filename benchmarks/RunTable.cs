using Spectre.Console;

namespace Pipeline.Benchmarks;

/// <summary>A run for people.</summary>
internal static class RunTable
{
    private const int WidthOfFiles = 200;

    /// <param name="run">The run.</param>
    /// <param name="former">The run that it is compared with; null for none.</param>
    public static void Write(Run run, Run? former)
    {
        if (System.Console.IsOutputRedirected) AnsiConsole.Profile.Width = WidthOfFiles;
        var table = new Table().Border(TableBorder.Simple).AddColumns("figure", "measured", "baseline of the same run", "ratio", "aim", "");
        if (former is not null) table.AddColumns("before", "now");
        foreach (var figure in run.Figures)
        {
            string[] cells =
            [
                Markup.Escape(figure.What),
                Markup.Escape(figure.Measured),
                Markup.Escape(figure.Baseline),
                $"{figure.Ratio:0.00}",
                Markup.Escape(figure.Aim),
                figure.Met ? "met" : "[red]missed[/]",
            ];
            table.AddRow(former is null ? cells : [.. cells, .. Compare(figure, former)]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"{run.Figures.Count(figure => figure.Met)} of {run.Figures.Count} aims met, on {run.Machine}");
        if (former is not null) AnsiConsole.MarkupLineInterpolated($"before: on {former.Machine}");
    }

    private static string[] Compare(Figure figure, Run former) => Comparison.Of(figure, former) switch
    {
        null => ["", "new"],
        { IsWorse: true } worse => [$"{worse.Before:G3}", $"[red]× {worse.Change:0.00}, worse[/]"],
        var same => [$"{same.Before:G3}", $"× {same.Change:0.00}"],
    };
}
