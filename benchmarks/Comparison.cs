using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Benchmarks;

/// <summary>
/// A figure beside the same one of a former run. Ratios are compared where there are any, because machines differ; otherwise the first
/// number of what was measured.
/// </summary>
/// <param name="Before">The former one.</param>
/// <param name="Change">The present one in parts of the former.</param>
/// <param name="IsWorse">Whether it is worse by more than noise.</param>
internal sealed partial record Comparison(double Before, double Change, bool IsWorse)
{
    /// <summary>These machines are noisy: what changes less says nothing.</summary>
    private const double Noise = 1.25;

    /// <returns>Null where the former run has no such figure, or it has no number.</returns>
    public static Comparison? Of(Figure present, Run former)
    {
        if (former.Figures.FirstOrDefault(figure => figure.What == present.What) is not { } past) return null;
        if (ValueOf(present) is not { } now || ValueOf(past) is not ({ } before and not 0)) return null;
        var change = now / before;

        // The aim says which way is better.
        var isLessBetter = !present.Aim.StartsWith('≥');
        return new(before, change, isLessBetter ? change > Noise : change < 1 / Noise);
    }

    private static double? ValueOf(Figure figure) => figure.Ratio
        ?? (Number().Match(figure.Measured) is { Success: true } found
            ? double.Parse(found.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            : null);

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Number();
}
