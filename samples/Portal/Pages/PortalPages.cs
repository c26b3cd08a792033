using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Samples.Portal.Discovery;

namespace Samples.Portal.Pages;

/// <summary>The page and its style sheet. There is no script, and the browser is told to run none.</summary>
internal static class PortalPages
{
    private const string ContentPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void MapPortal(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAsync).AddEndpointFilter(Guard);
        routes.MapGet("/portal.css", () => Results.Stream(
            typeof(PortalPages).Assembly.GetManifestResourceStream("Samples.Portal.Pages.portal.css")!, "text/css; charset=utf-8")).AddEndpointFilter(Guard);
    }

    /// <summary>Both services are found and asked anew for each reader.</summary>
    private static async Task<RazorComponentResult<PortalPage>> ShowAsync(string? formula, string? format, string? zone, ServiceCaller caller, CancellationToken cancel)
    {
        var (asked, wished, place) = (Or(formula, "(2+6)*3"), Or(format, "dddd, d MMMM yyyy HH:mm:ss"), Or(zone, "UTC"));
        var calc = caller.AskAsync("calc", $"/calc?formula={Encoded(asked)}", "result", cancel);
        var time = caller.AskAsync("time", $"/time?format={Encoded(wished)}&zone={Encoded(place)}", "time", cancel);
        return new(new { Formula = asked, Format = wished, Zone = place, Calc = await calc, Time = await time });
    }

    private static string Or(string? given, string standard) => string.IsNullOrWhiteSpace(given) ? standard : given;

    private static string Encoded(string text) => UrlEncoder.Default.Encode(text);

    private static ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    }
}
