using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Commands;
using Pipeline.Commands.Rendering;
using Pipeline.Composition;
using Pipeline.Core.Pacing;
using Pipeline.Terminal;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>A drill, with or without a person at its keyboard.</summary>
internal sealed partial class PlayedDrill : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Keys keyboard = new();
    private readonly Task<int> run;

    private PlayedDrill(bool isSomebodyThere, IReadOnlyList<string> arguments)
    {
        var environment = new CommandEnvironment
        {
            Output = TextWriter.Synchronized(output),
            Errors = TextWriter.Synchronized(errors),
            Terminal = false,
            Keyboard = isSomebodyThere ? keyboard : null,
            Variables = new Dictionary<string, string>(),
            Root = Environment.IsPrivilegedProcess,
        };
        run = new CommandLine(new LocalParts(SteadyTime.OfThisProcess), environment).RunAsync(["drill", .. arguments], stop.Token);
    }

    /// <summary>What it said so far.</summary>
    public string Said => output.ToString();

    public string Data => Scene.Groups["data"].Value;

    public string Domain => Scene.Groups["domain"].Value;

    private Match Scene => SceneText().Match(Said);

    /// <summary>Begins it where nobody is at the keyboard.</summary>
    public static PlayedDrill BeginAlone(params IReadOnlyList<string> arguments) => new(isSomebodyThere: false, arguments);

    /// <summary>Begins it, and waits until the symptom is told.</summary>
    public static async Task<PlayedDrill> BeginAsync(string incident)
    {
        var drill = new PlayedDrill(isSomebodyThere: true, [incident]);
        await drill.SaysAsync("A user reports: ");
        return drill;
    }

    public void PressEnter() => keyboard.Press();

    public Task SaysAsync(string text) => Eventually.GetAsync(
        () => Task.FromResult($"{Said}{errors}"), said => said.Contains(text) || run.IsCompleted, $"the drill says '{text}'", Patience);

    /// <summary>Runs one of the pipeline's commands beside it, as the page of it says.</summary>
    public async Task<string> ReadAsync(string command)
    {
        if (command is "status") return await ReadStatusAsync();
        var end = await PipelineCommand.RunAsync([.. command.Split(' '), "--data", Data, "--domain", Domain]);
        return end.Output + end.Errors;
    }

    public async Task StopAsync() => await stop.CancelAsync();

    /// <summary>Waits until it ends.</summary>
    public async Task<CommandEnd> EndsAsync() =>
        new(await run.WaitAsync(Patience, TimeProvider.System), Said, errors.ToString());

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await run;
        stop.Dispose();
    }

    /// <summary>What <c>status</c> prints where it can read the zone; beside a zone in memory only the console can.</summary>
    private async Task<string> ReadStatusAsync()
    {
        using var http = new HttpClient();
        var json = await http.GetStringAsync($"{Scene.Groups["console"].Value}/v1/status");
        using var screen = new StringWriter();
        var environment = new CommandEnvironment
        {
            Output = screen,
            Errors = screen,
            Terminal = false,
            Variables = new Dictionary<string, string>(),
            Root = false,
        };
        new StatusWriter(environment).Write(JsonSerializer.Deserialize(json, OperatingJson.Default.StatusView)!);
        return screen.ToString();
    }

    [GeneratedRegex(@"Pipeline__Data=(?<data>\S+) Pipeline__Domain=(?<domain>\S+)[^$]+Its console: (?<console>\S+)")]
    private static partial Regex SceneText();

    /// <summary>A keyboard: a read waits until the key is pressed.</summary>
    private sealed class Keys : TextReader
    {
        private readonly BlockingCollection<string> pressed = [];

        public void Press() => pressed.Add("");

        public override string? ReadLine() => pressed.Take();
    }
}
