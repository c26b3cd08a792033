using Grpc.Core;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Pipeline.ServiceDiscovery.Tests.Support;

/// <summary>An instance of a service, which answers with its own name: to HTTP/1.1, or to gRPC.</summary>
internal sealed class NamedServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private NamedServer(WebApplication app) => this.app = app;

    public int Port => new Uri(app.Urls.Single()).Port;

    public static async Task<NamedServer> StartAsync(string name, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(
            listening => listening.Protocols = protocols));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Name { Value = name });
        var app = builder.Build();
        app.MapGet("/", () => name);
        app.MapGrpcService<Answering>();
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private sealed class Answering(Name name) : WhoAmI.WhoAmIBase
    {
        public override Task<Name> Ask(Question request, ServerCallContext context) => Task.FromResult(name);
    }
}
