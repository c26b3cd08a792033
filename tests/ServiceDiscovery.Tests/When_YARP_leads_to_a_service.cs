using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Pipeline.ServiceDiscovery.Tests;

public sealed class When_YARP_leads_to_a_service
{
    [Fact]
    public async Task Its_destinations_follow_the_instances()
    {
        await using var names = await Names.StartAsync();
        await using var one = await NamedServer.StartAsync("one");
        await using var two = await NamedServer.StartAsync("two");
        names.Set(("calc", 1, one.Port));

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPipelineServiceDiscovery(options => (options.Domain, options.DnsServer) = (Names.Domain, names.EndPoint));
        builder.Services.AddReverseProxy().AddServiceDiscoveryDestinationResolver().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "calc", Match = new RouteMatch { Path = "{**all}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "calc",
                    Destinations = new Dictionary<string, DestinationConfig> { ["calc"] = new() { Address = "http://calc" } },
                },
            ]);
        await using var proxy = builder.Build();
        proxy.MapReverseProxy();
        await proxy.StartAsync();

        await using var caller = new Caller(options => options.DnsServer = names.EndPoint);
        await caller.IsAnsweredByAsync(proxy.Urls.Single(), "one");
        names.Set(("calc", 1, two.Port));
        await caller.IsAnsweredByAsync(proxy.Urls.Single(), "two");
    }
}
