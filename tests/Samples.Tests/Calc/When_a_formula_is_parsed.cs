using Samples.Calc.Formulas;

namespace Pipeline.Samples.Tests.Calc;

public sealed class When_a_formula_is_parsed
{
    [Theory]
    [InlineData("(2+6)*3", "24")]
    [InlineData("2 + 6 × 3", "20")]
    [InlineData("8 − 3 − 2", "3")]
    [InlineData("8 ÷ 4 ÷ 2", "1")]
    [InlineData("7/2", "3.5")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("2.50 * 2", "5")]
    [InlineData("-(1 - 4) * -2", "-6")]
    [InlineData("--1", "1")]
    [InlineData("1 - -1", "2")]
    [InlineData("2 * -3", "-6")]
    [InlineData("1/3", "0.3333333333333333333333333333")]
    [InlineData("79228162514264337593543950334 + 1", null)]
    [InlineData("9999999999999999999999999999 + 1", "10000000000000000000000000000")]
    [InlineData("  1\t", "1")]
    public void It_has_the_mathematical_value(string text, string? value)
    {
        if (value is null) Problem(text).Message.ShouldContain("digits");
        else Formula.Parse(text).Evaluate().ToText().ShouldBe(value);
    }

    [Theory]
    [InlineData("", 1, "a number or an opening parenthesis is missing at the end")]
    [InlineData("2+", 3, "is missing at the end")]
    [InlineData("2 3", 3, "expected an operator, not '3'")]
    [InlineData("(2+6", 5, "a closing parenthesis is missing at the end")]
    [InlineData("2+6)", 4, "expected an operator, not ')'")]
    [InlineData("2 ** 3", 4, "not '*'")]
    [InlineData("1.", 3, "a digit is missing at the end")]
    [InlineData("1.2.3", 4, "not '.'")]
    [InlineData(".5", 1, "not '.'")]
    [InlineData("1e3", 2, "not 'e'")]
    [InlineData("Math.Pow(2,3)", 1, "not 'M'")]
    [InlineData("2^3", 2, "not '^'")]
    [InlineData("٣+1", 1, "not '٣'")]
    [InlineData("1\u0000", 2, "expected an operator")]
    public void An_error_has_its_position(string text, int position, string words)
    {
        var problem = Problem(text);
        problem.Position.ShouldBe(position);
        problem.Message.ShouldContain(words);
        problem.Message.ShouldStartWith($"position {position}: ");
    }

    [Theory]
    [InlineData("1/0", 2, "divides by zero")]
    [InlineData("5 ÷ (2 - 2)", 3, "divides by zero")]
    [InlineData("9999999999999999999999999999 * 10", 30, "out of range")]
    public void An_evaluation_error_has_the_position_of_its_operator(string text, int position, string words)
    {
        var problem = Should.Throw<FormulaException>(() => Formula.Parse(text).Evaluate());
        problem.Position.ShouldBe(position);
        problem.Message.ShouldContain(words);
    }

    [Fact]
    public void Its_length_and_depth_are_limited()
    {
        Formula.Parse(Nested(FormulaParser.MaxDepth)).Evaluate().ShouldBe(1);
        Problem(Nested(FormulaParser.MaxDepth + 1)).Message.ShouldContain("nested deeper than 100");
        Problem(new string('-', 500) + "1").Message.ShouldContain("nested deeper than 100");

        Formula.Parse(string.Join('+', Enumerable.Repeat("1", 500))).Evaluate().ShouldBe(500);
        Problem(new string('1', FormulaParser.MaxLength + 1)).Message.ShouldContain("at most 1000 characters");
        Problem("0." + new string('0', 28) + "1").Message.ShouldContain("more than 28 digits");
    }

    private static string Nested(int levels) => new string('(', levels) + "1" + new string(')', levels);

    private static FormulaException Problem(string text) => Should.Throw<FormulaException>(() => Formula.Parse(text));
}
