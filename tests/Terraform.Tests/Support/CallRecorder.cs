using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>Stands between the processes and AWS: hands every request on, and keeps what was asked, and by whom.</summary>
internal sealed class CallRecorder : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Caller, string Words), Call> calls = new();
    private readonly HttpClient http;
    private readonly WebApplication server;

    private CallRecorder(Uri aws)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.None };
        http = new HttpClient(handler) { BaseAddress = aws, Timeout = TimeSpan.FromMinutes(2) };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        server.Run(HandOnAsync);
    }

    public Uri Endpoint => new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<CallRecorder> StartAsync(Uri aws)
    {
        var recorder = new CallRecorder(aws);
        await recorder.server.StartAsync();
        return recorder;
    }

    /// <summary>What a caller asked so far, each once.</summary>
    public IReadOnlyList<Call> By(string caller) => [.. calls.Values.Where(call => call.Caller == caller)];

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
    }

    private async Task HandOnAsync(HttpContext context)
    {
        var asked = context.Request;
        using var body = new MemoryStream();
        await asked.Body.CopyToAsync(body, context.RequestAborted);
        Keep(asked, Encoding.UTF8.GetString(body.ToArray()));

        using var handed = new HttpRequestMessage(new HttpMethod(asked.Method), asked.Path + asked.QueryString)
        {
            Content = body.Length > 0 ? new ByteArrayContent(body.ToArray()) : null,
        };
        foreach (var (name, value) in asked.Headers.Where(header => IsHandedOn(header.Key)))
        {
            if (!handed.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)value))
                handed.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)value);
        }

        using var answer = await http.SendAsync(handed, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in answer.Headers.Concat(answer.Content.Headers).Where(header => IsHandedBack(header.Key)))
            context.Response.Headers[name] = new StringValues([.. value]);
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);

        static bool IsHandedOn(string header) => header is not ("Content-Length" or "Expect" or "Transfer-Encoding");

        static bool IsHandedBack(string header) => header is not ("Transfer-Encoding" or "Connection");
    }

    private void Keep(HttpRequest asked, string body)
    {
        var authorization = asked.Headers.Authorization.ToString();
        var target = asked.Headers["X-Amz-Target"].FirstOrDefault();
        foreach (var call in ReadCalls.Of(authorization, target, asked.Method, asked.Path, body))
            calls.TryAdd((call.Caller, call.Words), call);
    }
}
