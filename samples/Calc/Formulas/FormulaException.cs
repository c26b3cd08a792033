namespace Samples.Calc.Formulas;

/// <summary>A text is no formula, or the formula has no value.</summary>
/// <param name="problem">What is wrong, in words.</param>
/// <param name="position">Where in the text, from 1; one behind the last character is its end.</param>
internal sealed class FormulaException(string problem, int position) : Exception($"position {position}: {problem}")
{
    public int Position => position;
}
