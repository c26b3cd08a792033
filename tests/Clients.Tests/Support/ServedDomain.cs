using System.Net;
using System.Text.RegularExpressions;

namespace Pipeline.Clients.Tests.Support;

/// <summary>
/// Two Docker engines, each a host with an address of its own, a pipeline that watches both, and in front of its DNS server the resolvers
/// that programs ask. All tests share them.
/// </summary>
public sealed partial class ServedDomain : IAsyncLifetime
{
    public const string Domain = "servicediscovery.internal";

    private readonly string data = TemporaryDirectory.Create("clients");
    private readonly List<EngineAtAddress> hosts = [];
    private readonly List<RunningResolver> resolvers = [];
    private ServiceProcess? pipeline;

    internal IReadOnlyList<EngineAtAddress> Hosts => hosts;

    /// <summary>Where the pipeline answers DNS.</summary>
    internal IPEndPoint Dns { get; private set; } = new(IPAddress.None, 0);

    /// <summary>The resolvers that programs ask: dnsmasq and unbound.</summary>
    internal IReadOnlyList<RunningResolver> Resolvers => resolvers;

    public async ValueTask InitializeAsync()
    {
        hosts.AddRange(await Task.WhenAll(
            EngineAtAddress.StartAsync("host-1", LoopbackBlock.Address(1)),
            EngineAtAddress.StartAsync("host-2", LoopbackBlock.Address(2))));
        pipeline = new(
            ServiceProcess.Pipeline, new Dictionary<string, string>(),
            [
                "up", "--dns", "127.0.0.1:0", "--console", "http://127.0.0.1:0", "--data", data, "--ttl", "00:00:02", "--log", "Warning",
                "--health-interval", "00:00:01", "--health-timeout", "00:00:01", "--health-admit", "healthy",
                .. hosts.SelectMany(host => (string[])["--docker", host.Endpoint]),
            ]);
        Dns = IPEndPoint.Parse(Ready().Match(await pipeline.SaysAsync("ready: ")).Groups["dns"].Value);
        resolvers.Add(await RunningResolver.StartDnsmasqAsync(Dns, LoopbackBlock.Address(11)));
        resolvers.Add(await RunningResolver.StartUnboundAsync(Dns, LoopbackBlock.Address(12)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var resolver in resolvers) await resolver.DisposeAsync();
        if (pipeline is not null) await pipeline.DisposeAsync();
        foreach (var host in hosts) await host.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [GeneratedRegex(@"ready: dns (?<dns>\S+) ")]
    private static partial Regex Ready();
}
