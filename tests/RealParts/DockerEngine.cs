using System.Collections.Concurrent;

namespace Pipeline.Tests.RealParts;

/// <summary>A real Docker engine for tests: the machine's own, or a private one. Containers that a test ran go with it.</summary>
public sealed class DockerEngine : IAsyncDisposable
{
    /// <summary>Ends at once when it is asked to stop. Process 1 gets only the signals that it handles.</summary>
    private const string Idle = "trap 'exit 0' TERM; while :; do busybox sleep 3600 & wait; done";

    private readonly DockerEngineDaemon? daemon;
    private readonly ConcurrentBag<string> ran = [];

    private DockerEngine(Uri endpoint, DockerEngineDaemon? daemon) => (Endpoint, this.daemon) = (endpoint, daemon);

    public Uri Endpoint { get; }

    /// <summary>Whether nobody else uses it, so that it may be stopped.</summary>
    public bool IsPrivate => daemon is not null;

    /// <summary>Takes the engine at <c>DOCKER_HOST</c> or the usual socket where one answers, else starts a private one.</summary>
    public static async Task<DockerEngine> StartAsync()
    {
        var endpoint = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : "unix:///var/run/docker.sock";
        if (!ShellCommand.Exists("docker") || !await AnswersAsync(endpoint)) return await StartPrivateAsync();
        if (DockerEngineImage.Obstacle() is { } obstacle) MissingPart.Skip(obstacle);
        return await PrepareAsync(new DockerEngine(new Uri(endpoint), daemon: null));
    }

    /// <summary>Starts an engine that nobody else uses, that can be restarted, and that is gone without a trace in the end.</summary>
    public static async Task<DockerEngine> StartPrivateAsync()
    {
        if ((DockerEngineDaemon.Obstacle() ?? DockerEngineImage.Obstacle()) is { } obstacle) MissingPart.Skip(obstacle);
        var daemon = await DockerEngineDaemon.StartAsync();
        return await PrepareAsync(new DockerEngine(daemon.Endpoint, daemon));
    }

    /// <summary>Runs the docker command against this engine.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> DockerAsync(params string[] arguments) =>
        ShellCommand.RunAsync("docker", ["-H", Endpoint.OriginalString, .. arguments]);

    /// <summary>Starts a container that idles until it is asked to stop.</summary>
    /// <param name="options">Options of <c>docker run</c>: <c>-e</c>, <c>-p</c>, <c>--name</c>.</param>
    /// <returns>Its full identifier.</returns>
    public Task<string> RunAsync(params string[] options) => RunScriptAsync(Idle, options);

    /// <summary>Starts a container that runs a shell script.</summary>
    /// <returns>Its full identifier.</returns>
    public async Task<string> RunScriptAsync(string script, params string[] options)
    {
        var id = await DockerAsync(["create", .. options, DockerEngineImage.Name, "sh", "-c", script]);
        ran.Add(id);
        await Eventually.ThatAsync(() => StartsAsync(id), "a host port that no other engine of this machine took");
        return id;
    }

    /// <summary>Engines on one machine choose host ports without knowing of each other; one that finds its choice taken chooses the next.</summary>
    private async Task<bool> StartsAsync(string id)
    {
        try
        {
            await DockerAsync("start", id);
            return true;
        }
        catch (InvalidOperationException failure) when (failure.Message.Contains("address already in use", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>Stops a private engine and starts it again on the same data. Its containers end and stay ended.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Stops a private engine; its data stays.</summary>
    public Task StopAsync() => Private.StopProcessAsync();

    /// <summary>Starts a private engine that was stopped.</summary>
    public Task StartAgainAsync() => Private.StartProcessAsync();

    public async ValueTask DisposeAsync()
    {
        if (daemon is not null)
        {
            await daemon.DisposeAsync();
            return;
        }

        var there = (await DockerAsync("ps", "-aq", "--no-trunc")).Split('\n');
        if (ran.Intersect(there).ToArray() is [_, ..] left) await DockerAsync(["rm", "-f", .. left]);
    }

    private DockerEngineDaemon Private => daemon ?? throw new InvalidOperationException("the machine's own engine is not a test's to stop");

    private static async Task<DockerEngine> PrepareAsync(DockerEngine engine)
    {
        await DockerEngineImage.ImportAsync(engine.DockerAsync);
        return engine;
    }

    private static async Task<bool> AnswersAsync(string endpoint)
    {
        try
        {
            await ShellCommand.RunAsync("docker", ["-H", endpoint, "version"]);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
