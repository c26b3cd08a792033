using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using Pipeline.Composition;
using Pipeline.Hosting;
using Pipeline.Producer.Engines.Processes;
using Pipeline.Settings;
using Pipeline.Terminal;
using Pipeline.Up;

namespace Pipeline.Demo;

/// <summary>Runs the pipeline with three example services: a page that finds the other two by their names.</summary>
internal sealed class DemoCommand(IParts parts, CommandEnvironment environment)
{
    private readonly DemoRun run = DemoRun.Begin(environment.Random);

    public Command Create()
    {
        var quick = Quick(Defaults.For(environment.Root, environment.Variable), run);
        var portal = new Option<IPEndPoint>("--portal")
        {
            Description = "the address of the portal; port 0 takes any free port [127.0.0.1:0]",
            HelpName = "IP:PORT",
            DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 0),
            CustomParser = given => Loopback(given.Tokens[0].Value) ?? Reject(given.AddError),
        };
        var processes = new Option<bool>("--processes")
        {
            Description = "run the samples as processes, as without an engine",
            Arity = ArgumentArity.Zero,
        };
        var published = new Option<string>("--published")
        {
            Description = "the directory of the published samples [artifacts/images]",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("artifacts", "images"),
        };
        var command = new Command(
            "demo",
            "Run the pipeline with three example services: Portal finds Time and Calc by their names.")
        {
            portal, processes, published,
        };
        var options = new SettingOptions(command, SettingTable.Demo, quick);
        command.SetAction((parsed, cancel) => RunAsync(
            options.Read(parsed, environment), parsed.GetValue(portal)!, parsed.GetValue(processes), parsed.GetValue(published)!, cancel));
        return command;
    }

    private async Task<int> RunAsync(
        PipelineSettings settings, IPEndPoint portal, bool asProcesses, string published, CancellationToken stop)
    {
        portal = Free(portal);
        PortCheck.DemandFree(portal, "--portal", portal.ToString());
        try
        {
            var up = new UpCommand(parts, environment);
            if (asProcesses || Engine(settings) is not { } engine)
            {
                await using var processes = new ProcessEngine($"demo-{run.Id}", environment.Time);
                return await up.RunAsync(
                    settings, new([], 0) { Processes = processes },
                    (host, end) => RunSamplesAsync(host, new ProcessSamples(processes, published), settings, portal, end), stop);
            }

            var containers = new ContainerSamples(engine, run);
            foreach (var other in await containers.FindOthersAsync(stop)) environment.Errors.WriteLine(DemoText.DescribeOther(other));
            return await up.RunAsync(
                settings, new([engine], 0), (host, end) => RunSamplesAsync(host, containers, settings, portal, end), stop);
        }
        finally
        {
            if (settings.Data == run.Directory && Directory.Exists(settings.Data)) Directory.Delete(settings.Data, recursive: true);
        }
    }

    /// <summary>Starts the samples, prints what to try, and waits. Removes the samples while the pipeline still runs.</summary>
    private async Task RunSamplesAsync(
        WebApplication host, ISampleRunner runner, PipelineSettings settings, IPEndPoint portal, CancellationToken end)
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var credentials = new Dictionary<string, string> { ["API_USER"] = "demo", ["API_PASSWORD"] = password };
        var finding = new Dictionary<string, string>(credentials)
        {
            ["DNS_SERVER"] = parts.DnsOf(host.Services).ToString(),
            ["DOMAIN"] = settings.Domain,
        };
        await using (runner)
        {
            List<RunningSample> services = [];
            foreach (var sample in Sample.Services) services.Add(await runner.StartAsync(sample, credentials, onHost: false, end));
            var page = await runner.StartAsync(Sample.Portal(portal.Port), finding, onHost: true, end);
            await SampleHealth.WaitAsync([.. services.Append(page)], environment.Time, end);

            environment.Output.WriteLine(DemoText.Describe(page, services, parts.DnsOf(host.Services), settings, password));
            environment.Output.Flush();
            await Task.Delay(Timeout.InfiniteTimeSpan, environment.Time, end);
        }
    }

    private static PipelineSettings Quick(PipelineSettings usual, DemoRun run) =>
        QuickSettings.For(usual, run.Domain, run.Directory) with { Only = [run.Label] };

    private Uri? Engine(PipelineSettings settings) =>
        EngineChoice.Make(settings, environment.Variable("DOCKER_HOST"), File.Exists) is ({ Docker: [var first, ..] }, _) ? first : null;

    private static IPEndPoint Free(IPEndPoint wanted)
    {
        if (wanted.Port != 0) return wanted;
        using var listener = new System.Net.Sockets.TcpListener(wanted);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private static IPEndPoint? Loopback(string text) =>
        IPEndPoint.TryParse(text, out var point) && point.Address.Equals(IPAddress.Loopback) ? point : null;

    private static IPEndPoint? Reject(Action<string> addError)
    {
        addError("the portal needs an address on loopback: write --portal 127.0.0.1:PORT");
        return null;
    }
}
