using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Clients.Tests.Support;

/// <summary>
/// Two Docker engines, each a host with an address of its own, a pipeline that watches both, and in front of its DNS server the resolvers
/// that programs ask. All tests share them.
/// </summary>
public sealed partial class ServedDomain : IAsyncLifetime
{
    public const string Domain = "servicediscovery.internal";

    /// <summary>What the API wants to be shown.</summary>
    public const string Token = "correct-horse-battery-staple";

    /// <summary>The TTL of its records.</summary>
    public static readonly TimeSpan Ttl = TimeSpan.FromSeconds(2);

    private readonly string data = TemporaryDirectory.Create("clients");
    private readonly List<EngineAtAddress> hosts = [];
    private readonly List<RunningResolver> resolvers = [];
    private ServiceProcess? pipeline;

    internal IReadOnlyList<EngineAtAddress> Hosts => hosts;

    /// <summary>Where the pipeline answers DNS.</summary>
    internal IPEndPoint Dns { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Where the pipeline has its API.</summary>
    internal Uri Api { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The resolvers that programs ask: dnsmasq and unbound.</summary>
    internal IReadOnlyList<RunningResolver> Resolvers => resolvers;

    public async ValueTask InitializeAsync()
    {
        hosts.AddRange(await Task.WhenAll(
            EngineAtAddress.StartAsync("host-1", LoopbackBlock.Address(1)),
            EngineAtAddress.StartAsync("host-2", LoopbackBlock.Address(2))));
        pipeline = new(
            ServiceProcess.Pipeline, new Dictionary<string, string> { ["Pipeline__ConsoleToken"] = Token },
            [
                "up", "--dns", "127.0.0.1:0", "--console", "http://127.0.0.1:0", "--console-identity-header", "X-Forwarded-User",
                "--data", data, "--ttl", $"{Ttl:c}", "--log", "Warning", "--health-admit", "healthy",
                "--health-interval", "00:00:01", "--health-timeout", "00:00:01", "--health-grace", "00:00:05",
                .. hosts.SelectMany(host => (string[])["--docker", host.Endpoint]),
            ]);
        var ready = Ready().Match(await pipeline.SaysAsync("ready: "));
        (Dns, Api) = (IPEndPoint.Parse(ready.Groups["dns"].Value), new(ready.Groups["console"].Value));
        resolvers.Add(await RunningResolver.StartDnsmasqAsync(Dns, LoopbackBlock.Address(11)));
        resolvers.Add(await RunningResolver.StartUnboundAsync(Dns, LoopbackBlock.Address(12)));
    }

    /// <summary>Asks the API.</summary>
    internal async Task<JsonNode> AskAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = Api, DefaultRequestHeaders = { { "Authorization", $"Bearer {Token}" } } };
        return JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)))!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var resolver in resolvers) await resolver.DisposeAsync();
        if (pipeline is not null) await pipeline.DisposeAsync();
        foreach (var host in hosts) await host.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [GeneratedRegex(@"ready: dns (?<dns>\S+)  console (?<console>\S+) ")]
    private static partial Regex Ready();
}
