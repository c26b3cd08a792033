using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Pipeline.Tests.RealParts;

namespace Pipeline.Samples.Tests.Support;

/// <summary>A sample as a process of its own, on a free port of loopback.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    public const string User = "reader";
    public const string Password = "p:ä ss";

    private const string Listening = "Now listening on: ";

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> output = [];

    private SampleProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Collect(line.Data);
        process.ErrorDataReceived += (_, line) => Collect(line.Data);
        process.EnableRaisingEvents = true;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port => address.Task.Result.Port;

    /// <summary>A client with the credentials.</summary>
    public HttpClient Client => new()
    {
        BaseAddress = address.Task.Result,
        DefaultRequestHeaders = { Authorization = Basic(User, Password) },
    };

    /// <summary>A client without credentials.</summary>
    public HttpClient AnonymousClient => new() { BaseAddress = address.Task.Result };

    public static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>Starts a sample and waits until it listens.</summary>
    /// <param name="name">The sample: <c>Calc</c>, <c>Time</c>, <c>Portal</c>.</param>
    /// <param name="variables">Additional environment variables.</param>
    public static async Task<SampleProcess> StartAsync(string name, params (string Name, string Value)[] variables)
    {
        var started = new SampleProcess(
            new Process { StartInfo = Prepare(name, [("API_USER", User), ("API_PASSWORD", Password), .. variables]) });
        await Task.WhenAny(started.address.Task, started.process.WaitForExitAsync())
            .WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        return started.address.Task.IsCompleted ? started
            : throw new InvalidOperationException($"{name} ended: {string.Join('\n', started.output)}");
    }

    /// <summary>Runs a sample that cannot start, to its end.</summary>
    public static async Task<(int Code, string Output)> FailAsync(string name)
    {
        await using var failing = new SampleProcess(new Process { StartInfo = Prepare(name, []) });
        await failing.process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        return (failing.process.ExitCode, string.Join('\n', failing.output));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await ShellCommand.RunAsync("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        }

        process.Dispose();
    }

    private static ProcessStartInfo Prepare(string name, (string Name, string Value)[] variables)
    {
        // `timeout` ends it even if the test is killed, and forwards signals.
        var start = new ProcessStartInfo(
            "timeout", ["--foreground", "--kill-after=10s", "5m", "dotnet", Path.Combine(AppContext.BaseDirectory, $"Samples.{name}.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var variable in new[] { "API_USER", "API_PASSWORD", "DNS_SERVER", "DOMAIN", "INSTANCE",
            "ASPNETCORE_ENVIRONMENT" }) start.Environment.Remove(variable);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (variable, value) in variables) start.Environment[variable] = value;
        return start;
    }

    private void Collect(string? line)
    {
        if (line is null) return;
        lock (output) output.Add(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at) address.TrySetResult(
            new Uri(line[(at + Listening.Length)..]));
    }
}
