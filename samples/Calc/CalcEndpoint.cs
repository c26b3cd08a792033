using Samples.Calc.Formulas;

namespace Samples.Calc;

/// <summary>
/// <c>GET /calc?formula=(2%2B6)*3</c> answers <c>{"formula":"(2+6)*3","result":"24"}</c>; an invalid formula, 400 with the reason.
/// </summary>
internal static class CalcEndpoint
{
    public static void MapCalc(this IEndpointRouteBuilder routes) => routes.MapGet("/calc", Calculate);

    private static IResult Calculate(string? formula)
    {
        try
        {
            return Results.Ok(new Calculation(formula ?? "", Formula.Parse(formula ?? "").Evaluate().ToText()));
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

/// <summary>The response.</summary>
/// <param name="Formula">The formula of the request.</param>
/// <param name="Result">A decimal number as text, because some JSON parsers round numbers.</param>
internal sealed record Calculation(string Formula, string Result);
