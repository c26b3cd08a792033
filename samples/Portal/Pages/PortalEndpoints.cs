using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Samples.Portal.Discovery;

namespace Samples.Portal.Pages;

/// <summary>The page and its style sheet. The content policy allows no scripts.</summary>
internal static class PortalEndpoints
{
    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void MapPortal(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAsync).AddEndpointFilter(AddSecurityHeaders);
        routes.MapGet("/portal.css", () => Results.Stream(
            typeof(PortalEndpoints).Assembly.GetManifestResourceStream("Samples.Portal.Pages.portal.css")!, "text/css; charset=utf-8"))
                .AddEndpointFilter(AddSecurityHeaders);
    }

    /// <summary>Looks up and calls both services for each request.</summary>
    private static async Task<RazorComponentResult<PortalPage>> ShowAsync(
        string? formula, string? format, string? zone, ServiceCaller caller, CancellationToken cancel)
    {
        var (expression, timeFormat, timeZone) = (
            OrDefault(formula, "(2+6)*3"), OrDefault(format, "dddd, d MMMM yyyy HH:mm:ss"), OrDefault(zone, "UTC"));
        var calc = caller.CallAsync("calc", $"/calc?formula={Encode(expression)}", "result", cancel);
        var time = caller.CallAsync("time", $"/time?format={Encode(timeFormat)}&zone={Encode(timeZone)}", "time", cancel);
        return new(new { Formula = expression, Format = timeFormat, Zone = timeZone, Calc = await calc, Time = await time });
    }

    private static string OrDefault(string? given, string fallback) => string.IsNullOrWhiteSpace(given) ? fallback : given;

    private static string Encode(string text) => UrlEncoder.Default.Encode(text);

    private static ValueTask<object?> AddSecurityHeaders(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    }
}
