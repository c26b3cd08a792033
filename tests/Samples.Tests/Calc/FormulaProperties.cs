using CsCheck;
using Samples.Calc.Formulas;

namespace Pipeline.Samples.Tests.Calc;

public sealed class FormulaProperties
{
    private const int Depth = 5;

    private static readonly Gen<Operator> Operators = Gen.OneOf(Operator.Plus, Operator.Minus, Operator.Times, Operator.Over);

    private static readonly Gen<Formula> Numbers = Gen.Select(Gen.Int[0, 9_999], Gen.Int[0, 3], (digits, places) => (Formula)new Number(new decimal(digits, 0, 0, false, (byte)places)));

    private static readonly Gen<Formula> Formulas = Of(Depth);

    [Fact]
    public void Whatever_is_written_is_read_again_as_the_same_formula() =>
        Formulas.Sample(formula => Bare(Formula.Parse(formula.ToString())) == Bare(formula));

    [Fact]
    public void It_has_the_value_that_doing_it_step_by_step_has() =>
        Formulas.Sample(formula => Outcome(() => Formula.Parse(formula.ToString()).Value()) == Outcome(() => StepByStep(formula)));

    [Fact]
    public void Spaces_and_more_parentheses_change_nothing() =>
        Formulas.Sample(formula => Bare(Formula.Parse($" ( {formula.ToString().Replace(" ", "  ", StringComparison.Ordinal)} ) ")) == Bare(formula));

    [Fact]
    public void Any_text_is_a_formula_or_a_problem_within_it() =>
        Gen.String[Gen.OneOf(Gen.Char["0123456789.+-*/()×÷− "], Gen.Char), 0, 60].Sample(text =>
        {
            try
            {
                Formula.Parse(text).Value();
            }
            catch (FormulaException problem)
            {
                problem.Position.ShouldBeInRange(1, text.Length + 1);
            }
        });

    private static Gen<Formula> Of(int depth) => depth == 0 ? Numbers : Gen.Frequency(
        (1, Numbers),
        (1, Of(depth - 1).Select(of => (Formula)new Negation(of))),
        (3, Gen.Select(Of(depth - 1), Operators, Of(depth - 1), (left, sign, right) => (Formula)new Operation(left, sign, right, 0))));

    /// <summary>The formula without positions.</summary>
    private static Formula Bare(Formula formula) => formula switch
    {
        Operation operation => operation with { Left = Bare(operation.Left), Right = Bare(operation.Right), Position = 0 },
        Negation negation => new Negation(Bare(negation.Of)),
        var number => number,
    };

    private static decimal StepByStep(Formula formula) => formula switch
    {
        Number number => number.Amount,
        Negation negation => 0 - StepByStep(negation.Of),
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
            return calculate().Written();
        }
        catch (Exception none) when (none is FormulaException or DivideByZeroException or OverflowException)
        {
            return "no value";
        }
    }
}
