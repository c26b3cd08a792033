using System.Globalization;

namespace Samples.Calc.Formulas;

/// <summary>How decimal numbers are written, everywhere in the world: 0.5.</summary>
internal static class Decimals
{
    /// <summary>Every digit that counts, no exponent, no zeros at the end.</summary>
    public static string Written(this decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);

    public static decimal Read(string written) => decimal.Parse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
