namespace Pipeline.Pages;

/// <summary>The console over HTTP: a page made anew for each reader, and its style sheet. There is no script.</summary>
internal static class ConsolePages
{
    private const string StyleSheet = "Pipeline.Pages.console.css";

    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddConsolePages(this IServiceCollection services) => services.AddSingleton<ConsoleReading>();

    public static void MapConsolePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAsync).AddEndpointFilter(Guard);
        routes.MapGet("/console.css", () => Results.Stream(
            typeof(ConsolePages).Assembly.GetManifestResourceStream(StyleSheet)!, "text/css; charset=utf-8")).AddEndpointFilter(Guard);
    }

    /// <param name="service">The service whose instances are to be told one by one.</param>
    private static async Task<IResult> ShowAsync(
        string? service, ConsoleReading reading, IServiceProvider services, ILoggerFactory logs, CancellationToken cancel)
    {
        var view = await reading.ReadAsync(cancel);
        return Results.Content(
            await ConsolePage.RenderAsync(view with { Opened = service }, services, logs),
            "text/html; charset=utf-8",
            statusCode: view.IsAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
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
