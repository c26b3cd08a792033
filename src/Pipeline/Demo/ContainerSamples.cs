using System.Diagnostics;
using Pipeline.Terminal;

namespace Pipeline.Demo;

/// <summary>
/// Runs samples as containers of an engine, from the images that <c>./pipeline images</c> built; by the docker command, as a person would.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="run">The run of the demo, whose containers alone are touched.</param>
internal sealed class ContainerSamples(Uri engine, DemoRun run) : ISampleRunner
{
    private static readonly Dictionary<string, string> Nothing = [];

    public async Task<RunningSample> StartAsync(
        Sample sample, IReadOnlyDictionary<string, string> variables, bool onHost, CancellationToken cancel)
    {
        var name = run.ContainerOf(sample);
        string[] network = onHost
            ? ["--network", "host", "-e", $"ASPNETCORE_URLS=http://127.0.0.1:{sample.Port}"]
            : ["--hostname", sample.Name, "--publish", $"127.0.0.1::{sample.Port}"];

        // Values come from this process's environment, so that no listing of processes shows them.
        await DockerAsync(variables, ["run", "--detach", "--name", name, "--label", $"{run.Label}",
            "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            .. variables.Keys.SelectMany(variable => new[] { "-e", variable }),
            "-e", $"SERVICE_{sample.Port}_NAME={sample.Service}", .. network, $"pipeline/{sample.Service}"], cancel);

        var place = onHost ? $"127.0.0.1:{sample.Port}" : (await DockerAsync(
            Nothing, ["port", name, $"{sample.Port}"], cancel)).Split('\n')[0];
        return new(sample, $"http://{place}", name, $"docker stop {name}");
    }

    /// <summary>What other demos have on the engine: those that run, and what is left of one that was killed.</summary>
    /// <returns>Their names; the engine is asked by what is common to the containers of all demos.</returns>
    /// <exception cref="CommandFailure">The engine refuses.</exception>
    public async Task<IReadOnlyList<string>> FindOthersAsync(CancellationToken cancel)
    {
        const string valueOfLabel = $"{{{{.Label \"{DemoRun.LabelName}\"}}}}";
        var runs = await DockerAsync(
            Nothing, ["ps", "--all", "--format", valueOfLabel, "--filter", $"label={DemoRun.LabelName}"], cancel);
        return [.. runs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Except([run.Id]).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        var own = await DockerAsync(Nothing, ["ps", "--all", "--quiet", "--filter", $"label={run.Label}"], CancellationToken.None);
        if (own.Length > 0) await DockerAsync(Nothing, ["rm", "--force", .. own.Split('\n')], CancellationToken.None);
    }

    private async Task<string> DockerAsync(
        IReadOnlyDictionary<string, string> variables, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("docker", ["--host", engine.OriginalString, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var docker = Start(start);
        var said = docker.StandardOutput.ReadToEndAsync(cancel);
        var failed = docker.StandardError.ReadToEndAsync(cancel);
        await docker.WaitForExitAsync(cancel);
        return docker.ExitCode == 0 ? (await said).Trim() : throw new CommandFailure(
            $"docker {arguments.First()}: {(await failed).Trim()}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CommandFailure("the docker command is not installed: install it, or use --processes");
        }
    }
}
