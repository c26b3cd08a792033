namespace Samples.Calc.Formulas;

/// <summary>One of the four operators.</summary>
/// <param name="Sign">Its sign in a formula's text.</param>
/// <param name="Precedence">Operators of a higher precedence are applied first.</param>
/// <param name="Apply">Calculates the result.</param>
internal sealed record Operator(char Sign, int Precedence, Func<decimal, decimal, decimal> Apply)
{
    public static readonly Operator Plus = new('+', 1, decimal.Add);
    public static readonly Operator Minus = new('−', 1, decimal.Subtract);
    public static readonly Operator Times = new('×', 2, decimal.Multiply);
    public static readonly Operator Over = new('÷', 2, decimal.Divide);

    /// <summary>The operator of a character, typed or typeset; null for none.</summary>
    public static Operator? Find(char sign) => sign switch
    {
        '+' => Plus,
        '-' or '−' => Minus,
        '*' or '×' or '·' => Times,
        '/' or '÷' or ':' => Over,
        _ => null,
    };
}
