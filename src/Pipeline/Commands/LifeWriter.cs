using System.Globalization;
using System.Text.Json;
using Pipeline.Commands.Rendering;
using Pipeline.Core.Instances;
using Pipeline.History.Reading;

namespace Pipeline.Commands;

/// <summary>Writes what is left of containers whose events were dropped.</summary>
internal sealed class LifeWriter(TextWriter output)
{
    public void Write(IReadOnlyList<Life> lives, bool json)
    {
        if (json) output.WriteLine(JsonSerializer.Serialize(lives, OperatingJson.Default.IReadOnlyListLife));
        else foreach (var life in lives) Write(life);
    }

    private void Write(Life life)
    {
        Line($"container {life.Name} ({Listings.Short(life.Container)}) ended {life.Ended:u}; its events were dropped by the retention");
        Line($"  ran on {life.Host} since {life.Began:u}, {Runs(life)}, image {life.Image}");
        Line($"  served {(life.Services is [] ? "no name" : string.Join(", ", life.Services))}");
        Line($"  end: {life.End}{(life.ExitCode is { } code ? $", exit code {code}" : "")}");
    }

    private static string Runs(Life life) => life.Runs switch { 1 => "one run", var runs => $"{runs} runs" };

    private void Line(FormattableString text) => output.WriteLine(SafeText.Line(text.ToString(CultureInfo.InvariantCulture)));
}
