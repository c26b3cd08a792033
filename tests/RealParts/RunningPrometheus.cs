using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.RealParts;

/// <summary>The real Prometheus, on a free port.</summary>
public sealed class RunningPrometheus : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly HttpClient http;

    private RunningPrometheus(Process process, string folder, HttpClient http) =>
        (this.process, this.folder, this.http) = (process, folder, http);

    /// <summary>A target that it scrapes.</summary>
    /// <param name="Job">The job that found it.</param>
    /// <param name="Url">Where it is scraped.</param>
    /// <param name="Service">Its label <c>service</c>; null without one.</param>
    /// <param name="IsUp">Whether the last scrape succeeded.</param>
    public sealed record Target(string Job, Uri Url, string? Service, bool IsUp);

    /// <summary>Starts it.</summary>
    /// <param name="configure">Its configuration, by the folder of its files.</param>
    /// <param name="under">The command that it is started by, as one that changes what it sees of the machine; none for itself.</param>
    public static async Task<RunningPrometheus> StartAsync(Func<string, string> configure, IReadOnlyList<string>? under = null)
    {
        if (!ShellCommand.Exists("prometheus")) MissingPart.Skip("prometheus is not installed");
        var folder = TemporaryDirectory.Create("prometheus");
        await File.WriteAllTextAsync($"{folder}/prometheus.yml", configure(folder));
        var listen = FreeAddress();
        string[] command =
        [
            .. under ?? [], ShellCommand.Find("prometheus")!, $"--config.file={folder}/prometheus.yml",
            $"--storage.tsdb.path={folder}/data", $"--web.listen-address={listen}", "--log.level=error",
        ];
        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)))!;
        var prometheus = new RunningPrometheus(process, folder, new HttpClient { BaseAddress = new($"http://{listen}") });
        await Eventually.ThatAsync(async () => (await prometheus.http.GetAsync("/-/ready")).IsSuccessStatusCode, "Prometheus is ready");
        return prometheus;
    }

    public async Task<Target[]> TargetsAsync() =>
    [
        .. from target in JsonNode.Parse(await http.GetStringAsync("/api/v1/targets?state=active"))!["data"]!["activeTargets"]!.AsArray()
           select new Target(
               target["scrapePool"]!.GetValue<string>(),
               new(target["scrapeUrl"]!.GetValue<string>()),
               target["labels"]!["service"]?.GetValue<string>(),
               target["health"]!.GetValue<string>() is "up"),
    ];

    /// <summary>The sum of a query's values over all series.</summary>
    public async Task<double> SumAsync(string query) =>
        JsonNode.Parse(await http.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}"))!["data"]!["result"]!.AsArray()
            .Sum(series => double.Parse(series!["value"]![1]!.GetValue<string>(), CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
