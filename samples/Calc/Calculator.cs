using Samples.Calc.Formulas;

namespace Samples.Calc;

/// <summary><c>GET /calc?formula=(2%2B6)*3</c> answers <c>{"formula":"(2+6)*3","result":"24"}</c>; a formula that has no value, 400 and why.</summary>
internal static class Calculator
{
    public static void MapCalculator(this IEndpointRouteBuilder routes) => routes.MapGet("/calc", Calculate);

    private static IResult Calculate(string? formula)
    {
        try
        {
            return Results.Ok(new Calculation(formula ?? "", Formula.Parse(formula ?? "").Value().Written()));
        }
        catch (FormulaException error)
        {
            return Results.Problem(
                title: "The formula has no value",
                detail: error.Message,
                statusCode: StatusCodes.Status400BadRequest,
                extensions: new Dictionary<string, object?> { ["position"] = error.Position });
        }
    }
}

/// <summary>The answer.</summary>
/// <param name="Formula">The formula as it was sent.</param>
/// <param name="Result">A decimal number, as text: as a number some readers of JSON would round it.</param>
internal sealed record Calculation(string Formula, string Result);
