using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Tests.Support;

/// <summary>A question as it came.</summary>
internal sealed record Asked(string Method, string Path, IHeaderDictionary Headers, string Body);

/// <summary>What is answered.</summary>
internal sealed record Answered(int Status, string Body = "", string ContentType = "text/plain");

/// <summary>An HTTP server on loopback.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<Asked> asked = [];

    private LoopbackServer(WebApplication application) => this.application = application;

    public Uri Endpoint =>
        new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public IReadOnlyList<Asked> Asked => [.. asked];

    public static async Task<LoopbackServer> StartAsync(Func<Asked, Answered> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new LoopbackServer(builder.Build());
        server.application.Run(async exchange =>
        {
            using var body = new StreamReader(exchange.Request.Body);
            var question = new Asked(exchange.Request.Method, exchange.Request.Path, exchange.Request.Headers, await body.ReadToEndAsync());
            server.asked.Enqueue(question);
            var (status, text, type) = answer(question);
            (exchange.Response.StatusCode, exchange.Response.ContentType) = (status, type);
            await exchange.Response.WriteAsync(text);
        });
        await server.application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
