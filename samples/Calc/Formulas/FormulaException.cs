namespace Samples.Calc.Formulas;

/// <summary>The text is not a formula, or the formula has no value.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="position">The position in the text, from 1; one after the last character for its end.</param>
internal sealed class FormulaException(string problem, int position) : Exception($"position {position}: {problem}")
{
    public int Position => position;
}
