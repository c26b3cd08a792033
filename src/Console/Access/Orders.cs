using Microsoft.AspNetCore.Antiforgery;
using Pipeline.Aws.DeadLetters;
using Pipeline.Console.Live;
using Pipeline.Console.Reading;
using Pipeline.Core.Health;

namespace Pipeline.Console.Access;

/// <summary>The only things that the console does: a saga's retry and release, and a dead letter's redrive. Each wants the token, and a form of the console's own.</summary>
internal static class Orders
{
    public static void MapOrders(this RouteGroupBuilder console)
    {
        console.MapPost("/sagas/{name}/retry", (string name, HttpContext http) => OrderAsync(http, name, HealthTrigger.Retried));
        console.MapPost("/sagas/{name}/release", (string name, HttpContext http) => OrderAsync(http, name, HealthTrigger.Released));
        console.MapPost("/dead-letters/redrive", (Delegate)RedriveAsync);
    }

    private static Task<IResult> OrderAsync(HttpContext http, string container, HealthTrigger order) => AllowedAsync(http, async readers =>
    {
        try
        {
            await readers.Health.OrderAsync(container, order, http.RequestAborted);
            return Results.LocalRedirect($"~/sagas/{Uri.EscapeDataString(container)}");
        }
        catch (InvalidOperationException meaningless)
        {
            return Results.Text(meaningless.Message, statusCode: StatusCodes.Status409Conflict);
        }
    });

    private static Task<IResult> RedriveAsync(HttpContext http) => AllowedAsync(http, async readers =>
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string[] ids = [.. form["id"].OfType<string>()];
        if (readers.DeadLetters is not { } desk || ids is []) return Results.BadRequest();
        try
        {
            var sent = await desk.RedriveAsync(ids, http.RequestAborted);
            if (sent.Count < ids.Length) return Results.Text($"{sent.Count} of {ids.Length} were sent back; the others are gone, or somebody else holds them: try again in a minute", statusCode: StatusCodes.Status409Conflict);
            return Results.LocalRedirect("~/dead-letters?looked=now");
        }
        catch (DeadLettersUnreachableException failure)
        {
            return Results.Text(failure.Message, statusCode: StatusCodes.Status502BadGateway);
        }
    });

    private static async Task<IResult> AllowedAsync(HttpContext http, Func<ConsoleReaders, Task<IResult>> carryOut)
    {
        var visitor = Gate.Of(http);
        if (!visitor.MayAct) return Results.Text("this wants the console's token: sign in", statusCode: StatusCodes.Status403Forbidden);

        // A bearer's token is in no browser's keeping, so no other site can have it sent.
        if (visitor.MayLeave && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return Results.Text("this form is not the console's, or too old: load the page again", statusCode: StatusCodes.Status400BadRequest);

        var result = await carryOut(http.RequestServices.GetRequiredService<ConsoleReaders>());
        http.RequestServices.GetRequiredService<Lookout>().Expect();
        return result;
    }
}
