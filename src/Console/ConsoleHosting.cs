using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Pipeline.Console.Access;
using Pipeline.Console.Assets;
using Pipeline.Console.Frame;
using Pipeline.Console.Live;

namespace Pipeline.Console;

/// <summary>The console over HTTP. A page's address is also that of its live stream: asked for <c>text/event-stream</c>, it answers with itself at each change.</summary>
public static class ConsoleHosting
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);

    /// <param name="services">What the process is made of; who reads must be among it.</param>
    /// <param name="settings">Whom it is shown to.</param>
    /// <param name="pulse">Tells when what is shown has changed.</param>
    public static void AddConsole(this IServiceCollection services, ConsoleSettings settings, IPulse pulse)
    {
        services.AddSingleton(settings);
        services.AddConsoleAccess();
        services.AddSingleton(pulse);
        services.AddSingleton<Lookout>();
        services.AddHostedService(given => given.GetRequiredService<Lookout>());
        services.AddSingleton<Readings>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<PageMaker>();
    }

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup("").AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<Gate>().InvokeAsync(context, next));
        console.MapAssets();
        console.MapSignIn();
        console.MapOrders();
        console.MapGet("/", () => Results.LocalRedirect("~/services"));
        foreach (var page in PageTable.All)
            console.MapGet(page.Pattern, (HttpContext http, PageMaker maker) => ShowAsync(http, page, maker));
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Page page, PageMaker maker)
    {
        var asked = new Asked(http.GetRouteValue("name") as string ?? "", http.Request.Query, Gate.Of(http));
        var address = http.Request.Path + http.Request.QueryString;
        if (http.Request.Headers.Accept.ToString().StartsWith("text/event-stream", StringComparison.Ordinal))
            return TypedResults.ServerSentEvents(StreamAsync(page, asked, address, maker, http.RequestServices, http.RequestAborted));

        var made = await maker.MakeAsync(page, asked, address, http.RequestAborted);
        return Results.Content(made.Document, "text/html; charset=utf-8", statusCode: made.Status);
    }

    /// <summary>The page at each change, and a beat in between, by which the browser knows that it is still told.</summary>
    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        Page page, Asked asked, string address, PageMaker maker, IServiceProvider services, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (lookout, time) = (services.GetRequiredService<Lookout>(), services.GetRequiredService<TimeProvider>());
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        using var onlooker = lookout.Onlooker();
        var sent = "";
        while (!ended.IsCancellationRequested)
        {
            var made = await maker.MakeAsync(page, asked, address, ended.Token);
            if (made.Frame != sent) yield return new(sent = made.Frame, "page");
            else yield return new("", "beat");

            try
            {
                await lookout.ChangeAsync(made.Version, ended.Token).WaitAsync(BeatEvery, time, ended.Token);
            }
            catch (TimeoutException)
            {
                // Nothing changed for a while.
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }
}
