using System.Globalization;

namespace Pipeline.Clients.Tests.Support;

/// <summary>A service of one test, and its instances on the two hosts: containers with a web server that says its instance's name.</summary>
internal sealed class Service : IAsyncDisposable
{
    /// <summary>The port on which an instance listens in its container.</summary>
    public const int Port = 8081;

    /// <summary>How long an instance serves on after it was asked to stop, in milliseconds: longer than the TTL and what clients add to it.</summary>
    private const int Grace = 6_000;

    private static readonly string[] Machine = ["-v", "/usr:/usr:ro", "-v", "/lib:/lib:ro", "-v", "/lib64:/lib64:ro"];

    private readonly ServedDomain domain;
    private readonly string claim;
    private readonly string program;
    private readonly List<(EngineAtAddress Host, string Container)> instances = [];

    /// <param name="domain">Where it is served.</param>
    /// <param name="claim">The name that its instances claim.</param>
    /// <param name="program">The program of an instance, one of <see cref="ClientPrograms"/>.</param>
    public Service(ServedDomain domain, string claim, string program = "instance.js") =>
        (this.domain, this.claim, this.program) = (domain, claim, program);

    public string Name => $"{claim}.{ServedDomain.Domain}";

    /// <summary>Waits until the pipeline answers with so many instances; no resolver is asked, and so none remembers.</summary>
    public Task AnswersAsync(int count) => Eventually.ThatAsync(
        async () => (await ShellCommand.RunAsync(
            "dig", ["-r", $"@{domain.Dns.Address}", "-p", $"{domain.Dns.Port}", "+short", Name, "SRV"]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == count,
        $"{Name} has {count} instances");

    /// <summary>Starts an instance on a host, whose port the engine chooses.</summary>
    public Task<string> StartAsync(string name, int host) => StartAsync(name, host, "");

    private async Task<string> StartAsync(string name, int host, string published)
    {
        var at = domain.Hosts[host];
        var id = await at.Engine.RunScriptAsync(
            $"exec /usr/bin/node /programs/{program} {Port} {Grace}",
            [
                "-e", $"SERVICE_{Port}_NAME={claim}", "-e", $"INSTANCE={name}", "-p", $"{at.Address}:{published}:{Port}",
                "-v", $"{ClientPrograms.Folder}:/programs:ro", .. Machine,
            ]);
        instances.Add((at, id));
        return id;
    }

    /// <summary>Stops an instance as an orchestrator does, and waits for its end: it leaves DNS at the signal, and serves on for a while.</summary>
    public Task StopAsync(string instance) => EngineOf(instance).DockerAsync("stop", "--time", "30", instance);

    /// <summary>Starts an instance that was stopped.</summary>
    public Task StartAgainAsync(string instance) => EngineOf(instance).DockerAsync("start", instance);

    /// <summary>The host's port of an instance.</summary>
    public async Task<int> PortAsync(string instance) =>
        int.Parse(
            (await EngineOf(instance).DockerAsync("port", instance, $"{Port}/tcp")).Split('\n')[0].Split(':')[^1],
            CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        foreach (var (host, container) in instances) await host.Engine.DockerAsync("rm", "-f", container);
    }

    private DockerEngine EngineOf(string instance) => instances.Single(one => one.Container == instance).Host.Engine;
}
