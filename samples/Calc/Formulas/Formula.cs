namespace Samples.Calc.Formulas;

/// <summary>A parsed formula.</summary>
internal abstract record Formula
{
    /// <exception cref="FormulaException">The text is not a formula.</exception>
    public static Formula Parse(string text) => new FormulaParser(text).Parse();

    /// <exception cref="FormulaException">Division by zero, or a result out of range.</exception>
    public abstract decimal Evaluate();

    /// <summary>The formula as text; parsing it gives the same formula.</summary>
    public abstract override string ToString();
}

/// <summary>A number, never negative: a minus is a <see cref="Negation"/>.</summary>
internal sealed record Number(decimal Value) : Formula
{
    public override decimal Evaluate() => Value;
    public override string ToString() => Value.ToText();
}

/// <summary>A negated formula.</summary>
internal sealed record Negation(Formula Operand) : Formula
{
    public override decimal Evaluate() => -Operand.Evaluate();
    public override string ToString() => $"-{(Operand is Operation ? $"({Operand})" : Operand)}";
}

/// <summary>Two formulas and an operator.</summary>
/// <param name="Position">The position of the operator in the text, from 1.</param>
internal sealed record Operation(Formula Left, Operator Operator, Formula Right, int Position) : Formula
{
    public override decimal Evaluate()
    {
        var (left, right) = (Left.Evaluate(), Right.Evaluate());
        try
        {
            return Operator.Apply(left, right);
        }
        catch (DivideByZeroException)
        {
            throw new FormulaException("this divides by zero", Position);
        }
        catch (OverflowException)
        {
            throw new FormulaException($"the result is out of range: beyond ±{decimal.MaxValue.ToText()}", Position);
        }
    }

    // Operators of equal precedence group from the left, so the right operand needs parentheses.
    public override string ToString() =>
        $"{Parenthesize(Left, Operator.Precedence)} {Operator.Sign} {Parenthesize(Right, Operator.Precedence + 1)}";

    private static string Parenthesize(Formula part, int minPrecedence) =>
        part is Operation { Operator.Precedence: var precedence } && precedence < minPrecedence ? $"({part})" : $"{part}";
}
