using System.CommandLine;
using System.Net;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>
/// Asks one URL whether it is well, for a container's own health check: the images hold no shell and no curl.
/// </summary>
internal sealed class HealthCheckCommand(CommandEnvironment environment)
{
    /// <summary>Within what an orchestrator waits for an answer (ECS: 5 seconds by default).</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(4);

    public Command Create()
    {
        var url = new Argument<Uri?>("url")
        {
            Description = "what answers 200 when all is well [/health/live of this process's console]",
            HelpName = "URL",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = given => ParseHttp(given.Tokens[0].Value) ?? Refuse(given.AddError),
        };
        var command = new Command("healthcheck", "Exit with 0 where a URL answers 200, else with 1: for a container's health check.") { url };
        var options = new SettingOptions(command, SettingTable.ConsoleAccess);
        command.SetAction((parsed, cancel) => AskAsync(parsed.GetValue(url) ?? LiveAt(options.Read(parsed, environment).Console), cancel));
        return command;
    }

    private async Task<int> AskAsync(Uri url, CancellationToken cancel)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = AnswersWithin };
        try
        {
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel);
            return answer.StatusCode is HttpStatusCode.OK ? ExitCode.Done : Say($"{url} answers {(int)answer.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            return Say($"{url} does not answer: {failure.Message}");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Say($"{url} does not answer within {AnswersWithin.TotalSeconds:0} s");
        }
    }

    private int Say(string line)
    {
        environment.Errors.WriteLine(line);
        return ExitCode.Failed;
    }

    /// <summary>A console that listens on every address is asked on loopback.</summary>
    private static Uri LiveAt(Uri console) =>
        new UriBuilder(console) { Host = IPAddress.TryParse(console.Host.Trim('[', ']'), out var address) && IsAny(address) ? "127.0.0.1" : console.Host, Path = "/health/live" }.Uri;

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static Uri? ParseHttp(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static Uri? Refuse(Action<string> say)
    {
        say("the URL is none of HTTP: write one such as http://127.0.0.1:8080/health/live");
        return null;
    }
}
