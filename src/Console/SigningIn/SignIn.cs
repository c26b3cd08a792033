using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Pipeline.Console.Access;
using Pipeline.Console.Rendering;

namespace Pipeline.Console.SigningIn;

/// <summary>Signs people in: they enter the token once and get a session.</summary>
internal static class SignIn
{
    private static readonly TimeSpan DelayAfterWrongToken = TimeSpan.FromSeconds(1);

    public static void MapSignIn(this RouteGroupBuilder console)
    {
        console.MapGet("/sign-in", AskAsync).WithMetadata(new AccessFilter.OpenToAll());
        console.MapPost("/sign-in", SignInAsync).WithMetadata(new AccessFilter.OpenToAll());
        console.MapPost("/sign-out", SignOutAsync);
    }

    private static Task<IResult> AskAsync(HttpContext http, IAntiforgery antiforgery, PageRenderer renderer, ConsoleSettings settings) =>
        ShowAsync(http, antiforgery, renderer, settings, LocalPath(http.Request.Query["to"]), wrongToken: false);

    private static async Task<IResult> SignInAsync(
        HttpContext http, IAntiforgery antiforgery, PageRenderer renderer, ConsoleSettings settings, AccessRules access, TimeProvider time)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var to = LocalPath(form["to"]);
        if (!access.IsToken(form["token"]))
        {
            await Task.Delay(DelayAfterWrongToken, time, http.RequestAborted);
            return await ShowAsync(http, antiforgery, renderer, settings, to, wrongToken: true);
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "token")], AccessRules.Session);
        await http.SignInAsync(AccessRules.Session, new ClaimsPrincipal(identity));
        return Results.Redirect(to);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        await http.SignOutAsync(AccessRules.Session);
        return Results.Redirect("/");
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, IAntiforgery antiforgery, PageRenderer renderer, ConsoleSettings settings, string to, bool wrongToken)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        var html = await renderer.RenderAsync<SignInPage>(
            new SignInModel(settings.Domain, to, wrongToken, settings.Token is not null, tokens.FormFieldName, tokens.RequestToken!));
        var status = wrongToken ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
        return Results.Content(html, "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>Redirects only to pages of this console.</summary>
    private static string LocalPath(string? to) => to is ['/', not ('/' or '\\'), ..] && !to.Any(char.IsControl) ? to : "/";
}

/// <param name="To">The page to show after signing in.</param>
/// <param name="WrongToken">Whether the last token was wrong.</param>
/// <param name="IsPossible">Whether a token is set.</param>
public sealed record SignInModel(string Domain, string To, bool WrongToken, bool IsPossible, string FieldName, string Antiforgery);
