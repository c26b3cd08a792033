using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.Projector.Reading;

namespace Pipeline.Pages;

/// <summary>The console over HTTP: a page made anew for each reader, and its style sheet. There is no script.</summary>
internal static class ConsolePages
{
    private const string StyleSheet = "Pipeline.Pages.console.css";

    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapConsolePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAsync).AddEndpointFilter(Guard);
        routes.MapGet("/console.css", () => Results.Stream(
            typeof(ConsolePages).Assembly.GetManifestResourceStream(StyleSheet)!, "text/css; charset=utf-8")).AddEndpointFilter(Guard);
    }

    private static async Task<IResult> ShowAsync(
        IRegistryReader registry, UpPlan plan, TimeProvider time, IServiceProvider services, ILoggerFactory logs, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        try
        {
            return await PageAsync(await ConsoleView.ReadAsync(registry, plan.Settings.Domain, now, cancel), StatusCodes.Status200OK);
        }
        catch (Exception failure) when (DatabaseReach.FailureBehind(failure) is { } trouble)
        {
            logs.CreateLogger<ConsolePage>().RegistryUnreadable(trouble.Message);
            return await PageAsync(
                new() { Domain = plan.Settings.Domain, Now = now, Trouble = "its database does not answer" }, StatusCodes.Status503ServiceUnavailable);
        }

        async Task<IResult> PageAsync(ConsoleView view, int status) =>
            Results.Content(await ConsolePage.RenderAsync(view, services, logs), "text/html; charset=utf-8", statusCode: status);
    }

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
