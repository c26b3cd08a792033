using Microsoft.AspNetCore.Antiforgery;
using Pipeline.Aws.DeadLetters;
using Pipeline.Console.Access;
using Pipeline.Console.Live;
using Pipeline.Console.Reading;
using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.Console.Actions;

/// <summary>
/// The console's only actions: retry or release a saga, redrive dead letters. Each needs the token and a form of the console's own.
/// </summary>
internal static class ActionEndpoints
{
    public static void MapActions(this RouteGroupBuilder console)
    {
        console.MapPost("/sagas/{name}/retry", (string name, HttpContext http) => ActAsync(http, name, HealthTrigger.Retried));
        console.MapPost("/sagas/{name}/release", (string name, HttpContext http) => ActAsync(http, name, HealthTrigger.Released));
        console.MapPost("/dead-letters/redrive", (Delegate)RedriveAsync);
    }

    private static Task<IResult> ActAsync(HttpContext http, string id, HealthTrigger action) => WhenAllowedAsync(http, async readers =>
    {
        try
        {
            await readers.Health.OrderAsync(id, action, http.RequestAborted);
            return Results.LocalRedirect($"~/sagas/{Uri.EscapeDataString(id)}");
        }
        catch (InvalidOperationException refused)
        {
            return Results.Text(refused.Message, statusCode: StatusCodes.Status409Conflict);
        }
    });

    private static Task<IResult> RedriveAsync(HttpContext http) => WhenAllowedAsync(http, async readers =>
    {
        string[] ids = http.Request.HasFormContentType
            ? [.. (await http.Request.ReadFormAsync(http.RequestAborted))["id"].OfType<string>()]
            : [];
        if (readers.DeadLetters is not { } queue) return Results.Text(
            "No queue is set: set Pipeline__Queue", statusCode: StatusCodes.Status400BadRequest);
        if (ids is []) return Results.Text(
            "No message is selected: go back and select at least one", statusCode: StatusCodes.Status400BadRequest);
        try
        {
            var sent = await queue.RedriveAsync(ids, http.RequestAborted);
            return sent.Count == ids.Length
                ? Results.LocalRedirect("~/dead-letters?looked=now")
                : Results.Text(
                    $"{sent.Count} of {ids.Length} messages were sent back. "
                    + "The others are gone or held by another reader: try again in a minute",
                    statusCode: StatusCodes.Status409Conflict);
        }
        catch (DeadLettersUnreachableException failure)
        {
            return Results.Text(FailureWords.Describe(failure), statusCode: StatusCodes.Status502BadGateway);
        }
    });

    private static async Task<IResult> WhenAllowedAsync(HttpContext http, Func<ConsoleReaders, Task<IResult>> act)
    {
        var visitor = AccessFilter.VisitorOf(http);
        if (!visitor.MayAct) return Results.Text(
            "This action needs the console's token: sign in first", statusCode: StatusCodes.Status403Forbidden);

        // No browser stores a bearer's token, so no other site can make a browser send it.
        if (visitor.MaySignOut && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return Results.Text(
                "This form has expired or is not the console's: reload the page", statusCode: StatusCodes.Status400BadRequest);

        var result = await act(http.RequestServices.GetRequiredService<ConsoleReaders>());
        http.RequestServices.GetRequiredService<ChangeWatcher>().ExpectChange();
        return result;
    }
}
