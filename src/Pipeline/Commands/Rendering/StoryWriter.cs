using System.Globalization;
using System.Text.Json;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.Commands.Rendering;

/// <summary>Tells one container's story: where it stands, how its ports did, the state diagram with the present state marked, and what happened.</summary>
internal sealed class StoryWriter(TextWriter output, bool terminal, TimeProvider time)
{
    public void WriteJson(SagaStory story) => output.WriteLine(JsonSerializer.Serialize(story, ViewsJson.Default.SagaStory));

    public void Write(SagaStory story)
    {
        var saga = story.Saga;
        Line($"{saga.ContainerName} ({saga.ContainerId}) on {saga.Host}, serves {string.Join(", ", saga.Services)}");
        Line($"{saga.State} since {saga.Since:u} ({Age.Of(saga.Since, time.GetUtcNow())}): {saga.Cause}");
        if (saga.TaskArn is { } task) Line($"ECS task {task}");

        Heading("Ports");
        foreach (var port in story.Ports)
            Line(port.Flaw is { } flaw
                ? $"  {port.Port}  {port.Service} at {port.Address}: {flaw}"
                : $"  {port.Port}  {port.Service} at {port.Address}, {port.Check} every {port.Interval}: {port.Failures} failures, {port.Successes} successes in a row{(port.Last is { } last ? $", last {last}" : "")}");

        Heading("States");
        var width = story.Ways.Max(state => state.State.Length);
        foreach (var state in story.Ways)
            Line($"{(state.Present ? "▶ " : "  ")}{state.State.PadRight(width)}  {string.Join(", ", state.Ways)}", bold: state.Present);

        Heading("Timeline");
        foreach (var moment in story.Timeline)
            Line(string.Create(CultureInfo.InvariantCulture, $"  {moment.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z  {moment.What}"));
    }

    private void Heading(string text)
    {
        output.WriteLine();
        Line(text, bold: true);
    }

    // What containers say is made safe line by line; only what is ours marks a line.
    private void Line(string text, bool bold = false) => output.WriteLine(bold && terminal ? $"\u001b[1m{SafeText.Line(text)}\u001b[0m" : SafeText.Line(text));
}
