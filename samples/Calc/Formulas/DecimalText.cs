using System.Globalization;

namespace Samples.Calc.Formulas;

/// <summary>Formats and parses decimal numbers in the invariant culture: 0.5.</summary>
internal static class DecimalText
{
    /// <summary>All significant digits, without an exponent or trailing zeros.</summary>
    public static string ToText(this decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    public static decimal Parse(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
