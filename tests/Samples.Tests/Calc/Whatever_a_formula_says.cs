using CsCheck;
using Samples.Calc.Formulas;

namespace Pipeline.Samples.Tests.Calc;

public sealed class Whatever_a_formula_says
{
    private const int Depth = 5;

    private static readonly Gen<Operator> Operators = Gen.OneOf(Operator.Plus, Operator.Minus, Operator.Times, Operator.Over);

    private static readonly Gen<Formula> Numbers = Gen.Select(
        Gen.Int[0, 9_999], Gen.Int[0, 3], (digits, places) => (Formula)new Number(new decimal(digits, 0, 0, false, (byte)places)));

    private static readonly Gen<Formula> Formulas = GenFormula(Depth);

    [Fact]
    public void Formatting_and_parsing_gives_the_same_formula() =>
        Formulas.Sample(formula => WithoutPositions(Formula.Parse(formula.ToString())) == WithoutPositions(formula));

    [Fact]
    public void It_has_the_value_of_a_step_by_step_calculation() =>
        Formulas.Sample(formula => Outcome(() => Formula.Parse(formula.ToString()).Evaluate()) == Outcome(() => StepByStep(formula)));

    [Fact]
    public void Spaces_and_redundant_parentheses_change_nothing() =>
        Formulas.Sample(formula => WithoutPositions(
            Formula.Parse($" ( {formula.ToString().Replace(" ", "  ", StringComparison.Ordinal)} ) ")) == WithoutPositions(formula));

    [Fact]
    public void Any_text_is_a_formula_or_an_error_with_a_valid_position() =>
        Gen.String[Gen.OneOf(Gen.Char["0123456789.+-*/()×÷− "], Gen.Char), 0, 60].Sample(text =>
        {
            try
            {
                Formula.Parse(text).Evaluate();
            }
            catch (FormulaException problem)
            {
                problem.Position.ShouldBeInRange(1, text.Length + 1);
            }
        });

    private static Gen<Formula> GenFormula(int depth) => depth == 0 ? Numbers : Gen.Frequency(
        (1, Numbers),
        (1, GenFormula(depth - 1).Select(operand => (Formula)new Negation(operand))),
        (3, Gen.Select(
            GenFormula(depth - 1), Operators, GenFormula(depth - 1), (left, sign, right) => (Formula)new Operation(left, sign, right, 0))));

    /// <summary>The formula without positions.</summary>
    private static Formula WithoutPositions(Formula formula) => formula switch
    {
        Operation operation =>
            operation with { Left = WithoutPositions(operation.Left), Right = WithoutPositions(operation.Right), Position = 0 },
        Negation negation => new Negation(WithoutPositions(negation.Operand)),
        var number => number,
    };

    private static decimal StepByStep(Formula formula) => formula switch
    {
        Number number => number.Value,
        Negation negation => 0 - StepByStep(negation.Operand),
        Operation { Operator.Sign: '+' } sum => StepByStep(sum.Left) + StepByStep(sum.Right),
        Operation { Operator.Sign: '−' } difference => StepByStep(difference.Left) - StepByStep(difference.Right),
        Operation { Operator.Sign: '×' } product => StepByStep(product.Left) * StepByStep(product.Right),
        Operation { Operator.Sign: '÷' } quotient => StepByStep(quotient.Left) / StepByStep(quotient.Right),
        var other => throw new InvalidOperationException($"unknown formula {other}"),
    };

    private static string Outcome(Func<decimal> calculate)
    {
        try
        {
            return calculate().ToText();
        }
        catch (Exception none) when (none is FormulaException or DivideByZeroException or OverflowException)
        {
            return "no value";
        }
    }
}
