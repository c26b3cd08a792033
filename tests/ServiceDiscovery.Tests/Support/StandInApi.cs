using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.ServiceDiscovery.Tests.Support;

/// <summary>Answers as the API does for one service, with tags and long polls; or as something else does at its address.</summary>
internal sealed class StandInApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private TaskCompletionSource changed = New();
    private (int Number, int[] Ports) state = (0, []);

    private StandInApi(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    /// <summary>What it answers in place of the API's answer; null for the API's.</summary>
    public IResult? Instead { get; set; }

    /// <summary>What it was asked last.</summary>
    public string LastQuery { get; private set; } = "";

    /// <summary>The token that it was asked with last.</summary>
    public string? LastAuthorization { get; private set; }

    public static async Task<StandInApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var api = new StandInApi(app);
        app.MapGet("/v1/services/calc/instances", (Delegate)api.AnswerAsync);
        await app.StartAsync();
        return api;
    }

    /// <summary>Replaces the instances of <c>calc</c>.</summary>
    public void Set(params int[] ports)
    {
        lock (gate)
        {
            state = (state.Number + 1, ports);
            changed.SetResult();
            changed = New();
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        (LastQuery, LastAuthorization) = (http.Request.QueryString.ToString(), http.Request.Headers.Authorization.ToString());
        if (Instead is { } instead) return instead;
        var (now, change) = Read();
        if (http.Request.Headers.IfNoneMatch.ToString() == TagOf(now.Number))
        {
            await change.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, http.RequestAborted);
            (now, _) = Read();
        }

        http.Response.Headers.ETag = TagOf(now.Number);
        return Results.Json(new
        {
            service = "calc",
            instances = now.Ports.Select(port => new { address = "127.0.0.1", port, host = "here", container = "calc-1" }),
        });
    }

    private ((int Number, int[] Ports) State, Task Change) Read()
    {
        lock (gate) return (state, changed.Task);
    }

    private static string TagOf(int number) => $"\"{number}\"";
}
