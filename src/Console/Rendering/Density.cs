namespace Pipeline.Console.Rendering;

/// <summary>How many rows a screen shows: the reader's choice, kept in a cookie of their browser.</summary>
internal static class Density
{
    private const string Cookie = "pipeline-density";

    public static bool IsCompact(HttpRequest request) => request.Cookies[Cookie] is FrameModel.Compact;

    public static void MapDensity(this RouteGroupBuilder console) => console.MapPost("/density", async (HttpContext http, string to) =>
    {
        var isCompact = http.Request.HasFormContentType
            && (await http.Request.ReadFormAsync(http.RequestAborted))["density"] == FrameModel.Compact;
        var options = new CookieOptions { SameSite = SameSiteMode.Strict, HttpOnly = true, MaxAge = TimeSpan.FromDays(365) };
        http.Response.Cookies.Append(Cookie, isCompact ? FrameModel.Compact : "", options);
        return Results.LocalRedirect(to is ['/', not ('/' or '\\'), ..] && !to.Any(char.IsControl) ? to : "/");
    });
}
