using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pipeline.Producer.Engines.Processes;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Terminal;

namespace Pipeline.Demo;

/// <summary>
/// Runs samples as processes of this machine, each on a port that is free, from the files that <c>./pipeline images</c> published.
/// </summary>
/// <param name="engine">The engine that tells the pipeline of them.</param>
/// <param name="published">The folder that holds a folder each.</param>
internal sealed class ProcessSamples(ProcessEngine engine, string published) : ISampleRunner
{
    public Task<RunningSample> StartAsync(
        Sample sample, IReadOnlyDictionary<string, string> variables, bool onHost, CancellationToken cancel)
    {
        var port = onHost ? sample.Port : FreePort();
        var folder = Path.Combine(published, sample.Service);
        var program = Path.Combine(folder, $"Samples.{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(sample.Service)}.dll");
        if (!File.Exists(program)) throw new CommandFailure($"{program} does not exist: ./pipeline demo publishes it");

        // It reads no input, so that Ctrl-C and what is typed stay with the command; its log would only cover what the demo says.
        var start = new ProcessStartInfo(
            "sh", ["-c", "exec setsid dotnet \"$0\" >/dev/null 2>&1 </dev/null", program])
        { WorkingDirectory = folder };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["INSTANCE"] = sample.Name;

        var pid = engine.Run(SimulatedRun.Of(sample.Name, sample.Service, port), start);
        return Task.FromResult(new RunningSample(sample, $"http://127.0.0.1:{port}", sample.Name, $"kill {pid}"));
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
