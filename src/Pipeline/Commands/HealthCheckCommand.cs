using System.CommandLine;
using System.Net;
using Pipeline.Contracts;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>
/// Requests a URL for a container's own health check: the images contain neither shell nor curl.
/// </summary>
internal sealed class HealthCheckCommand(CommandEnvironment environment)
{
    /// <summary>Below the timeout of the orchestrator's health check (ECS: 5 seconds by default).</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(4);

    public Command Create()
    {
        var url = new Argument<Uri?>("url")
        {
            Description = "the URL to request [/health/live of this process's console]",
            HelpName = "URL",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = given => ParseHttp(given.Tokens[0].Value) ?? Reject(given.AddError),
        };
        var command = new Command("healthcheck", "Request a URL for a container's health check: exit 0 if it answers 200, else 1.") { url };
        var options = new SettingOptions(command, SettingTable.ConsoleAccess);
        command.SetAction(
            (parsed, cancel) => RequestAsync(parsed.GetValue(url) ?? LiveAt(options.Read(parsed, environment).Console), cancel));
        return command;
    }

    private async Task<int> RequestAsync(Uri url, CancellationToken cancel)
    {
        using var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        { Timeout = RequestTimeout };
        try
        {
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel);
            return answer.StatusCode is HttpStatusCode.OK ? ExitCode.Done : Fail($"{url} answers {(int)answer.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            return Fail($"{url} does not answer: {FailureWords.Describe(failure)}");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Fail($"{url} does not answer within {RequestTimeout.TotalSeconds:0} s");
        }
    }

    private int Fail(string line)
    {
        environment.Errors.WriteLine(line);
        return ExitCode.Failed;
    }

    /// <summary>Requests a console that listens on every address on loopback.</summary>
    private static Uri LiveAt(Uri console)
    {
        var isAny = IPAddress.TryParse(console.Host.Trim('[', ']'), out var address) && IsAny(address);
        return new UriBuilder(console) { Host = isAny ? "127.0.0.1" : console.Host, Path = "/health/live" }.Uri;
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static Uri? ParseHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static Uri? Reject(Action<string> addError)
    {
        addError("not an HTTP URL: write one such as http://127.0.0.1:8080/health/live");
        return null;
    }
}
