using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Benchmarks;

/// <summary>The way to moto's SNS, with an eye on when the first report passes.</summary>
internal sealed class WatchedSns : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly HttpClient moto;
    private readonly TaskCompletionSource<long> reported = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WatchedSns(WebApplication application, Uri moto) =>
        (this.application, this.moto) = (application, new HttpClient { BaseAddress = moto });

    public Uri Endpoint =>
        new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>The moment at which the first report came, as <see cref="Stopwatch"/> counts.</summary>
    public Task<long> Reported => reported.Task;

    public static async Task<WatchedSns> StartAsync(Uri moto)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var watched = new WatchedSns(builder.Build(), moto);
        watched.application.Run(watched.PassAsync);
        await watched.application.StartAsync();
        return watched;
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        moto.Dispose();
    }

    private async Task PassAsync(HttpContext exchange)
    {
        using var body = new StreamReader(exchange.Request.Body);
        var form = await body.ReadToEndAsync();
        if (form.Contains("HostReported", StringComparison.Ordinal)) reported.TrySetResult(Stopwatch.GetTimestamp());

        using var question = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(form) };
        question.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        foreach (var name in (string[])["Authorization", "X-Amz-Date"])
            question.Headers.TryAddWithoutValidation(name, exchange.Request.Headers[name].ToString());
        using var answer = await moto.SendAsync(question, exchange.RequestAborted);
        exchange.Response.StatusCode = (int)answer.StatusCode;
        exchange.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await exchange.Response.WriteAsync(await answer.Content.ReadAsStringAsync());
    }
}
