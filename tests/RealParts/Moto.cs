using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pipeline.Tests.RealParts;

/// <summary>
/// A real moto_server, which speaks AWS's protocols (SNS, SQS, Route 53, ECS, EC2, STS …) on one loopback port.
/// The first request starts it; it stops with the assembly. An assembly declares it once:
/// <c>[assembly: AssemblyFixture(typeof(Moto))]</c>.
/// It checks no signature, throttles nothing, and forgets everything when it ends. <c>MotoFixes</c> restores what moto loses.
/// </summary>
public sealed partial class Moto : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly Lazy<Task<Uri>> started;
    private Process? process;

    public Moto() => started = new(StartAsync);

    /// <summary>Where it answers, for any service: <c>http://127.0.0.1:PORT/</c>.</summary>
    public Task<Uri> EndpointAsync() => started.Value;

    /// <summary>The environment under which any AWS SDK speaks with it, and with nobody else.</summary>
    public static IReadOnlyDictionary<string, string> Environment(Uri endpoint) => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL"] = endpoint.AbsoluteUri,
        ["AWS_ACCESS_KEY_ID"] = "testing",
        ["AWS_SECRET_ACCESS_KEY"] = "testing",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        await ShellCommand.RunAsync("kill", ["-TERM", process.Id.ToString()]);
        using var deadline = new CancellationTokenSource(StartDeadline, TimeProvider.System);
        await process.WaitForExitAsync(deadline.Token);
        process.Dispose();
    }

    private async Task<Uri> StartAsync()
    {
        if (!ShellCommand.Exists("moto_server")) MissingPart.Skip("moto_server is not installed: pip install 'moto[server]'");

        // It takes a free port and says which.
        var said = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process
        {
            StartInfo = new("moto_server", ["-H", "127.0.0.1", "-p", "0"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                Environment = { ["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "MotoFixes"), ["PYTHONDONTWRITEBYTECODE"] = "1" },
            },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) => Listen(line.Data);
        process.ErrorDataReceived += (_, line) => Listen(line.Data);
        process.Exited += (_, _) => said.TrySetException(new InvalidOperationException("moto_server ended before it listened"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await said.Task.WaitAsync(StartDeadline, TimeProvider.System);

        void Listen(string? line)
        {
            if (Listening().Match(line ?? "") is { Success: true } match) said.TrySetResult(new Uri(match.Value));
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
