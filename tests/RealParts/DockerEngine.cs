namespace Pipeline.Tests.RealParts;

/// <summary>
/// A real Docker engine that nobody else uses, that can be restarted, and that is gone without a trace in the end. It is never the
/// machine's own: an agent sees, and a health saga stops, whatever runs on the engine that it is given.
/// </summary>
public sealed class DockerEngine : IAsyncDisposable
{
    /// <summary>Ends at once when it is asked to stop. Process 1 gets only the signals that it handles.</summary>
    private const string Idle = "trap 'exit 0' TERM; while :; do busybox sleep 3600 & wait; done";

    private readonly DockerEngineDaemon daemon;

    private DockerEngine(DockerEngineDaemon daemon) => this.daemon = daemon;

    public Uri Endpoint => daemon.Endpoint;

    public static Task<DockerEngine> StartAsync() => StartAsync(machine: null);

    /// <param name="machine">What the engine calls its machine; null for this one's name.</param>
    public static async Task<DockerEngine> StartAsync(string? machine)
    {
        if ((DockerEngineDaemon.Obstacle() ?? DockerEngineImage.Obstacle()) is { } obstacle) MissingPart.Skip(obstacle);
        var engine = new DockerEngine(await DockerEngineDaemon.StartAsync(machine));
        await DockerEngineImage.ImportAsync(engine.DockerAsync);
        return engine;
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
        await Eventually.ThatAsync(() => StartsAsync(id), "a host port that nothing on this machine took");
        return id;
    }

    /// <summary>An engine does not ask whether a host port is free; one that finds its choice taken chooses the next.</summary>
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

    /// <summary>Stops it and starts it again on the same data. Its containers end and stay ended.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Stops it; its data stays.</summary>
    public Task StopAsync() => daemon.StopProcessAsync();

    public Task StartAgainAsync() => daemon.StartProcessAsync();

    public ValueTask DisposeAsync() => daemon.DisposeAsync();
}
