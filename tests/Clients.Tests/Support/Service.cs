using System.Globalization;

namespace Pipeline.Clients.Tests.Support;

/// <summary>A service of one test, and its instances on the two hosts: containers with a server that says its instance's name.</summary>
internal sealed class Service : IAsyncDisposable
{
    /// <summary>The port on which an instance listens in its container.</summary>
    public const int Port = 8081;

    /// <summary>The machine's own programs, for the image has none.</summary>
    private static readonly string[] Machine = ["-v", "/usr:/usr:ro", "-v", "/lib:/lib:ro", "-v", "/lib64:/lib64:ro"];

    private static int lastFixed = 9_000;

    private readonly ServedDomain domain;
    private readonly List<(EngineAtAddress Host, string Container)> instances = [];

    /// <param name="domain">Where it is served.</param>
    /// <param name="claim">The name that its instances claim.</param>
    public Service(ServedDomain domain, string claim) => (this.domain, Claim) = (domain, claim);

    /// <summary>The program of its instances, one of <see cref="ClientPrograms"/>.</summary>
    public string Program { get; init; } = "instance.js";

    /// <summary>How its instances are checked, as a claim's variable says it.</summary>
    public string Check { get; init; } = "http:/health";

    /// <summary>How long an instance serves on after it was asked to stop: longer than the TTL and what clients add to it.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The host's port that all its instances are published on; null where each engine chooses one.</summary>
    public int? FixedPort { get; init; }

    public string Name => $"{Claim}.{ServedDomain.Domain}";

    /// <summary>The name that its instances claim.</summary>
    public string Claim { get; }

    /// <summary>A port that no other service is published on.</summary>
    public static int NewFixedPort() => Interlocked.Increment(ref lastFixed);

    /// <summary>Waits until the pipeline answers with so many instances; no resolver is asked, and so none remembers.</summary>
    public Task AnswersAsync(int count) => Eventually.ThatAsync(
        async () => (await ShellCommand.RunAsync(
            "dig", ["-r", $"@{domain.Dns.Address}", "-p", $"{domain.Dns.Port}", "+short", Name, FixedPort is null ? "SRV" : "A"]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == count,
        $"{Name} has {count} instances");

    /// <summary>Starts an instance on a host.</summary>
    /// <returns>Its container's identifier.</returns>
    public async Task<string> StartAsync(string name, int host)
    {
        var at = domain.Hosts[host];
        var id = await at.Engine.RunScriptAsync(
            $"exec /usr/bin/node /programs/{Program} {Port} {Grace.TotalMilliseconds}",
            [
                "-e", $"SERVICE_{Port}_NAME={Claim}", "-e", $"SERVICE_{Port}_CHECK={Check}", "-e", $"INSTANCE={name}",
                "-p", $"{at.Address}:{FixedPort}:{Port}", "-v", $"{ClientPrograms.Folder}:/programs:ro", .. Machine,
                "-e", "NODE_PATH=/modules", .. ClientPrograms.Modules is { } modules ? ["-v", $"{modules}:/modules:ro"] : (string[])[],
            ]);
        instances.Add((at, id));
        return id;
    }

    /// <summary>
    /// Stops an instance as an orchestrator does, and waits for its end: it leaves DNS at the signal, and serves on for a while.
    /// </summary>
    public Task StopAsync(string instance) => EngineOf(instance).DockerAsync("stop", "--time", "30", instance);

    /// <summary>Makes an instance fail its check, while it serves on as before.</summary>
    public async Task SickenAsync(string instance)
    {
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri($"http://{HostOf(instance).Address}:{await PortAsync(instance)}/sicken"));
    }

    /// <summary>Waits until somebody has stopped an instance.</summary>
    public Task EndsAsync(string instance) => Eventually.GetAsync(
        () => EngineOf(instance).DockerAsync("inspect", "--format", "{{.State.Running}}", instance),
        running => running == "false",
        $"an instance of {Name} ends",
        TimeSpan.FromSeconds(60));

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

    private EngineAtAddress HostOf(string instance) => instances.Single(one => one.Container == instance).Host;

    private DockerEngine EngineOf(string instance) => HostOf(instance).Engine;
}
