using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Pipeline.Console.Frame;

namespace Pipeline.Console.Access;

/// <summary>The way in for people: they show the token once, and have a session.</summary>
internal static class SignIn
{
    private static readonly TimeSpan AfterAWrongToken = TimeSpan.FromSeconds(1);

    public static void MapSignIn(this RouteGroupBuilder console)
    {
        console.MapGet("/sign-in", AskAsync).WithMetadata(new Gate.Door());
        console.MapPost("/sign-in", TakeAsync).WithMetadata(new Gate.Door());
        console.MapPost("/sign-out", LeaveAsync);
    }

    private static Task<IResult> AskAsync(HttpContext http, IAntiforgery antiforgery, PageRenderer renderer, ConsoleSettings settings) =>
        ShowAsync(http, antiforgery, renderer, settings, Local(http.Request.Query["to"]), wrong: false);

    private static async Task<IResult> TakeAsync(HttpContext http, IAntiforgery antiforgery, PageRenderer renderer, ConsoleSettings settings, Gate gate, TimeProvider time)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var to = Local(form["to"]);
        if (!gate.IsToken(form["token"]))
        {
            await Task.Delay(AfterAWrongToken, time, http.RequestAborted);
            return await ShowAsync(http, antiforgery, renderer, settings, to, wrong: true);
        }

        await http.SignInAsync(Gate.Session, new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "token")], Gate.Session)));
        return Results.Redirect(to);
    }

    private static async Task<IResult> LeaveAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        await http.SignOutAsync(Gate.Session);
        return Results.Redirect("/");
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IAntiforgery antiforgery, PageRenderer renderer, ConsoleSettings settings, string to, bool wrong)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        var html = await renderer.DrawAsync<SignInPage>(new SignInModel(settings.Domain, to, wrong, settings.Token is not null, tokens.FormFieldName, tokens.RequestToken!));
        return Results.Content(html, "text/html; charset=utf-8", statusCode: wrong ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK);
    }

    /// <summary>Only a page of this console is led back to.</summary>
    private static string Local(string? to) => to is ['/', not ('/' or '\\'), ..] && !to.Any(char.IsControl) ? to : "/";
}

/// <param name="To">Where to go then.</param>
/// <param name="Wrong">Whether another token was shown.</param>
/// <param name="IsPossible">Whether there is a token at all.</param>
public sealed record SignInModel(string Domain, string To, bool Wrong, bool IsPossible, string FieldName, string Antiforgery);
