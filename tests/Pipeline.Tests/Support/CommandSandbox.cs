using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Pipeline.Contracts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>
/// Runs blocks of commands in a directory of its own with <c>./pipeline</c> and <c>infra</c> in it, a private engine or none, and
/// stand-ins for what cannot be run. Names that a page can only give by example are replaced by those that are here.
/// </summary>
internal sealed partial class CommandSandbox : IAsyncDisposable
{
    /// <summary>Runs more slowly than a script, as a person who types each command does.</summary>
    private const string Typing = "set -euo pipefail; trap 'sleep 0.5' DEBUG\n";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);
    private static readonly string StandIns = Path.Combine(Repository.Root(), "tests", "Pipeline.Tests", "Docs", "StandIns");

    private readonly string directory = TemporaryDirectory.Create("sandbox");
    private readonly string data = TemporaryDirectory.Create("sandbox-data");
    private readonly Dictionary<string, string> environment;
    private readonly Dictionary<string, string> names = [];

    public CommandSandbox(DockerEngine? engine, IReadOnlyDictionary<string, string> given)
    {
        var bin = Directory.CreateDirectory(Path.Combine(directory, "bin")).FullName;
        foreach (var file in Directory.EnumerateFiles(StandIns))
            File.Copy(file, Path.Combine(Path.GetFileName(file) == "pipeline" ? directory : bin, Path.GetFileName(file)));
        var infra = Directory.EnumerateFiles(Path.Combine(Repository.Root(), "infra"), "*", SearchOption.AllDirectories);
        foreach (var file in infra.Where(file => !file.Contains("/.terraform")))
        {
            var copy = Path.Combine(directory, Path.GetRelativePath(Repository.Root(), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        environment = new(given)
        {
            ["SANDBOX"] = directory,
            ["Pipeline__Data"] = data,
            ["REPOSITORY"] = Repository.Root(),
            ["PIPELINE"] = ServiceProcess.Pipeline,
            ["AGENT"] = ServiceProcess.Agent,
            ["VERSION"] = Version().Match(Repository.Read("Directory.Build.props")).Groups["version"].Value,
            ["REAL_DIG"] = Find("dig"),
            ["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}",
        };

        var dns = FreePort();
        (environment["Pipeline__Dns"], names["-p 5300 "]) = ($"127.0.0.1:{dns}", $"-p {dns} ");
        Directory.CreateDirectory(Path.Combine(directory, "etc/systemd/system"));
        names[" /etc/"] = $" {directory}/etc/";
        names[" /usr/local/bin/"] = $" {directory}/usr/local/bin/";
        if (engine is null) return;
        (environment["DOCKER_HOST"], environment["REAL_DOCKER"]) = (engine.Endpoint.OriginalString, Find("docker"));
        names["%g /var/run/docker.sock"] = $"%g {engine.Endpoint.AbsolutePath}";
    }

    /// <summary>Replaces a name of the pages by one that exists here.</summary>
    public void Replace(string name, string here) => names[name] = here;

    /// <summary>Runs a block.</summary>
    /// <returns>Null where each command of it did what it should, else what happened.</returns>
    public async Task<string?> TypeAsync(FencedBlock block)
    {
        var text = names.Aggregate(block.Text, (typed, name) => typed.Replace(name.Key, name.Value, StringComparison.Ordinal));
        var (code, said) = await BashAsync(Typing + text);
        return code == 0 ? null : $"{block} ended with {code}:\n{text}\n{said}";
    }

    /// <summary>Where the <c>up</c> that was started here serves its console.</summary>
    public async Task<string> ConsoleAsync() =>
        (await BashAsync("""grep -ohP '^ready: dns .* console \K\S+' serving.*""")).Said.Trim();

    /// <summary>Runs a script in the sandbox, and waits for as long as it fails.</summary>
    public Task UntilAsync(string script) =>
        Eventually.GetAsync(async () => await BashAsync(script), end => end.Code == 0, script, TimeSpan.FromSeconds(90));

    public async ValueTask DisposeAsync()
    {
        // Only the processes whose ids the stand-in recorded are stopped.
        if (File.Exists(Path.Combine(directory, "serving")))
        {
            await BashAsync("""
                for id in $(<serving); do kill -TERM $id || true; done
                for id in $(<serving); do timeout 60 tail --pid=$id -f /dev/null || kill -KILL $id; done
                """);
        }

        Directory.Delete(directory, recursive: true);
        Directory.Delete(data, recursive: true);
    }

    private async Task<(int Code, string Said)> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"exec 2>&1 </dev/null\n{script}"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = directory,
        };
        foreach (var name in start.Environment.Keys.Where(name => SettingNames.ParseVariable(name) is not null).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Deadline, TimeProvider.System);
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, said);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"did not end within {Deadline}");
        }
    }

    private static string Find(string part)
    {
        if (ShellCommand.Find(part) is { } file) return file;
        MissingPart.Skip($"{part} is not installed");
        return "";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("<Version>(?<version>[^<]+)</Version>")]
    private static partial Regex Version();
}
