using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Health;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Words;

namespace Pipeline.Commands.Rendering;

/// <summary>Writes one container's saga: its state, its ports, the state diagram with the present state marked, and its events.</summary>
internal sealed class StoryWriter(TextWriter output, bool terminal, TimeProvider time)
{
    public void WriteJson(SagaStory story) => output.WriteLine(JsonSerializer.Serialize(story, ViewsJson.Default.SagaStory));

    public void Write(SagaStory story)
    {
        var saga = story.Saga;
        Line($"{saga.ContainerName} ({saga.ContainerId}) on {saga.Host}, services {string.Join(", ", saga.Services)}");
        var state = Glossary.HealthStates[saga.State];
        Line($"{state.Shown} since {saga.Since:u} ({Age.Of(saga.Since, time.GetUtcNow())}): {saga.Cause}");
        Line(state.Sentence);
        if (saga.TaskArn is { } task) Line($"ECS task {task}");

        Heading("Ports");
        foreach (var port in story.Ports)
            Line(port.Flaw is { } flaw
                ? $"  {port.Port}  {port.Service} at {port.Address}: {flaw}"
                : $"  {port.Port}  {port.Service} at {port.Address}, {port.CheckInWords ?? "no check"}: "
                    + $"{port.Failures} failures, {port.Successes} successes in a row{(port.Last is { } last ? $", last {last}" : "")}");

        Heading("States");
        var width = Glossary.HealthStates.Terms.Max(term => term.Shown.Length);
        foreach (var one in story.Ways)
        {
            var (mark, name) = (one.Present ? "▶ " : "  ", Glossary.HealthStates.Show(one.State).PadRight(width));
            Line($"{mark}{name}  {WaysOf(one)}", bold: one.Present);
        }

        Heading("Timeline");
        foreach (var moment in story.Timeline)
            Line(string.Create(CultureInfo.InvariantCulture, $"  {moment.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z  {moment.What}"));
    }

    private static string WaysOf(StateView state) => string.Join(", ", HealthMachine.GetTransitions(Enum.Parse<HealthState>(state.State))
        .Select(way => $"{Glossary.HealthTriggers.Show(way.By)} → {Glossary.HealthStates.Show(way.To)}"));

    private void Heading(string text)
    {
        output.WriteLine();
        Line(text, bold: true);
    }

    // Text from containers is made safe line by line; only our own escape codes reach the terminal.
    private void Line(string text, bool bold = false) =>
        output.WriteLine(bold && terminal ? $"\u001b[1m{SafeText.Line(text)}\u001b[0m" : SafeText.Line(text));
}
