namespace Samples.Calc.Formulas;

/// <summary>One of the four operators.</summary>
/// <param name="Sign">How it is written.</param>
/// <param name="Rank">One of a higher rank is done first.</param>
/// <param name="Apply">What it does.</param>
internal sealed record Operator(char Sign, int Rank, Func<decimal, decimal, decimal> Apply)
{
    public static readonly Operator Plus = new('+', 1, decimal.Add);
    public static readonly Operator Minus = new('−', 1, decimal.Subtract);
    public static readonly Operator Times = new('×', 2, decimal.Multiply);
    public static readonly Operator Over = new('÷', 2, decimal.Divide);

    /// <summary>The operator that a character stands for; null for none. Keyboards have other signs than books.</summary>
    public static Operator? Of(char sign) => sign switch
    {
        '+' => Plus,
        '-' or '−' => Minus,
        '*' or '×' or '·' => Times,
        '/' or '÷' or ':' => Over,
        _ => null,
    };
}
