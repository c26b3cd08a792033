using System.Net;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;

namespace Pipeline.Tests.OnAws;

public sealed class When_a_projector_starts(Moto moto, RealPostgres postgres)
{
    /// <summary>What is published before its queue subscribes reaches nobody, so that until then it is not ready.</summary>
    [Fact]
    public async Task It_says_that_it_is_ready_once_its_queue_subscribes_and_not_before()
    {
        await using var route53 = await Emulator.StartAsync();
        route53.CreateZone("servicediscovery.internal");
        await using var broker = new CuttableProxy(new IPEndPoint(IPAddress.Loopback, (await moto.EndpointAsync()).Port));
        broker.Cut();
        var aws = Moto.Environment(new Uri($"http://{broker.EndPoint}/"));
        await using var projector = new ServiceProcess(ServiceProcess.Pipeline, new Dictionary<string, string>(aws)
        {
            ["AWS_ENDPOINT_URL_ROUTE_53"] = route53.Endpoint.AbsoluteUri,
            ["Pipeline__Scope"] = $"starts-{Guid.NewGuid():N}"[..16],
            ["Pipeline__Database"] = await postgres.CreatePreparedAsync(),
            ["Pipeline__Console"] = "http://127.0.0.1:0",
        }, "projector");

        await projector.SaysAsync("cannot receive: ");
        projector.Said.ShouldNotContain("ready: projector");

        broker.Mend();
        await projector.SaysAsync("ready: projector");
    }
}
