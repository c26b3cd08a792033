using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Pipeline.Console.Access;
using Pipeline.Console.Actions;
using Pipeline.Console.Api;
using Pipeline.Console.Assets;
using Pipeline.Console.Live;
using Pipeline.Console.Pages;
using Pipeline.Console.Rendering;
using Pipeline.Console.SigningIn;
using Pipeline.History.Reading;

namespace Pipeline.Console;

/// <summary>
/// The console and the API over HTTP. Each page's address also serves its live stream: requested as <c>text/event-stream</c>, it sends the
/// page again at each change.
/// </summary>
public static class ConsoleHosting
{
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(10);

    /// <param name="services">The process's services; the readers must be among them, and an <see cref="IChangeProbe"/>.</param>
    /// <param name="settings">Who may read and act.</param>
    public static void AddConsole(this IServiceCollection services, ConsoleSettings settings)
    {
        services.AddSingleton(settings);
        services.AddConsoleAccess();
        services.AddSingleton<ChangeWatcher>();
        services.AddHostedService(given => given.GetRequiredService<ChangeWatcher>());
        services.AddSingleton<SharedReadings>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<PageMaker>();
        services.AddApi(settings);
    }

    /// <summary>Adds what comes between routing and the endpoints.</summary>
    public static void UseConsole(this IApplicationBuilder app) => app
        .UseStatusCodePages("text/plain", RequestFailure.Wordless)
        .Use(RequestFailure.AnswerAsync)
        .UseRateLimiter();

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapApi();
        var console = routes.MapGroup("").AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<AccessFilter>().InvokeAsync(context, next));
        console.MapAssets();
        console.MapSignIn();
        console.MapActions();
        console.MapDensity();
        foreach (var page in PageTable.All)
            console.MapGet(page.Pattern, (HttpContext http, PageMaker maker) => ShowAsync(http, page, maker));
        console.MapFallback("/{**address}", (HttpContext http, PageMaker maker) => ShowAsync(http, PageTable.Missing, maker));
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Page page, PageMaker maker)
    {
        var request = new PageRequest(http.GetRouteValue("name") as string ?? "", http.Request.Query, AccessFilter.VisitorOf(http))
        {
            IsCompact = Density.IsCompact(http.Request),
        };
        var address = http.Request.Path + http.Request.QueryString;
        if (http.Request.Headers.Accept.ToString().StartsWith("text/event-stream", StringComparison.Ordinal))
            return TypedResults.ServerSentEvents(StreamAsync(page, request, address, maker, http.RequestServices, http.RequestAborted));

        var rendered = await maker.MakeAsync(page, request, address, atOnce: true, http.RequestAborted);
        return Results.Content(rendered.Document, "text/html; charset=utf-8", statusCode: rendered.Status);
    }

    /// <summary>Sends the page at each change, and a beat in between, so that the browser notices a lost connection.</summary>
    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        Page page, PageRequest request, string address, PageMaker maker, IServiceProvider services,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var (watcher, time) = (services.GetRequiredService<ChangeWatcher>(), services.GetRequiredService<TimeProvider>());
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        using var probing = watcher.KeepProbing();
        var sent = "";
        while (!ended.IsCancellationRequested)
        {
            var rendered = await maker.MakeAsync(page, request, address, atOnce: false, ended.Token);
            if (rendered.Frame != sent) yield return new(sent = rendered.Frame, "page");
            else yield return new("", "beat");

            try
            {
                await watcher.WaitForChangeAsync(rendered.Version, ended.Token).WaitAsync(BeatInterval, time, ended.Token);
            }
            catch (TimeoutException)
            {
                // No change for a while: send a beat.
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }
}
