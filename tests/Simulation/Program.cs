using System.Globalization;
using Pipeline.Tests.Simulation.Commands;
using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

HashSeeds.Fix();
switch (args)
{
    case ["worker", var from, var count, var step]:
        await SeedRange.RunAsync(Number(from), Number(count), Number(step));
        return 0;
    case ["story", var seed]:
        var outcome = await WorldRun.RunAsync(PlanDrawing.Draw(Number(seed)), keepsStory: true);
        foreach (var line in outcome.Story) Console.WriteLine(line);
        foreach (var violation in outcome.Violations) Console.WriteLine(violation);
        return outcome.IsWell ? 0 : 1;
    default:
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
