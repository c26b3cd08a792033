namespace Samples.Calc.Formulas;

/// <summary>A formula, understood: numbers, and what is to be done with them.</summary>
internal abstract record Formula
{
    /// <exception cref="FormulaException">The text is no formula.</exception>
    public static Formula Parse(string text) => new FormulaParser(text).Parse();

    /// <summary>Its value.</summary>
    /// <exception cref="FormulaException">It has none: something is divided by zero, or grows too large.</exception>
    public abstract decimal Value();

    /// <summary>Written so that it is read again as the same formula.</summary>
    public abstract override string ToString();
}

/// <summary>A number, never below zero: a minus is a <see cref="Negation"/>.</summary>
internal sealed record Number(decimal Amount) : Formula
{
    public override decimal Value() => Amount;
    public override string ToString() => Amount.Written();
}

/// <summary>Something below zero.</summary>
internal sealed record Negation(Formula Of) : Formula
{
    public override decimal Value() => -Of.Value();
    public override string ToString() => $"-{(Of is Operation ? $"({Of})" : Of)}";
}

/// <summary>Two formulas and what is done with them.</summary>
/// <param name="Position">Where its sign stands in the text, from 1.</param>
internal sealed record Operation(Formula Left, Operator Operator, Formula Right, int Position) : Formula
{
    public override decimal Value()
    {
        var (left, right) = (Left.Value(), Right.Value());
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
            throw new FormulaException($"the result is out of range: beyond ±{decimal.MaxValue.Written()}", Position);
        }
    }

    // Equals are grouped from the left, so that one on the right of an equal needs parentheses.
    public override string ToString() =>
        $"{Grouped(Left, Operator.Rank)} {Operator.Sign} {Grouped(Right, Operator.Rank + 1)}";

    private static string Grouped(Formula part, int least) => part is Operation { Operator.Rank: var rank } && rank < least ? $"({part})" : $"{part}";
}
