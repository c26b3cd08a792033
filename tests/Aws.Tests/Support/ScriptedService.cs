using System.Collections.Concurrent;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Aws.Tests.Support;

/// <summary>A received request.</summary>
internal sealed record Received(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>The response to one request.</summary>
internal sealed record Answer(int Status, string Body = "", string ContentType = "text/xml");

/// <summary>An HTTP server on loopback that returns scripted responses, one per request, and records the requests.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<Answer> script;
    private readonly ConcurrentQueue<Received> received = [];

    private ScriptedService(WebApplication application, IEnumerable<Answer> script) =>
        (this.application, this.script) = (application, new(script));

    public Uri Endpoint =>
        new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public IReadOnlyList<Received> Received => [.. received];

    public static AWSCredentials Credentials { get; } = new BasicAWSCredentials("AKIDEXAMPLE", "secret");

    public static async Task<ScriptedService> StartAsync(params IEnumerable<Answer> script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new ScriptedService(builder.Build(), script);
        service.application.Run(service.AnswerAsync);
        await service.application.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task AnswerAsync(HttpContext exchange)
    {
        using var body = new StreamReader(exchange.Request.Body);
        received.Enqueue(new Received(
            exchange.Request.Method,
            exchange.Features.Get<IHttpRequestFeature>()!.RawTarget,
            exchange.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await body.ReadToEndAsync()));

        var answer = script.TryDequeue(out var next) ? next : new Answer(StatusCodes.Status418ImATeapot, "the script has ended");
        exchange.Response.StatusCode = answer.Status;
        exchange.Response.ContentType = answer.ContentType;
        exchange.Response.Headers["x-amzn-RequestId"] = "request-1";
        await exchange.Response.WriteAsync(answer.Body);
    }
}
