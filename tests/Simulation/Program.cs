using System.Globalization;
using Pipeline.Tests.Simulation.Commands;
using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

HashSeeds.Fix();
if (args is ["worker", .. var range])
{
    if (range is [.., Worker.EndsWithItsParent]) Worker.EndWithParent();
    int[] numbers = [.. range.Take(3).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
    return await Worker.RunAsync(numbers[0], numbers[1], numbers[2]);
}

if (args is ["--help" or "-h"])
{
    Console.Write(Options.Help);
    return 0;
}

switch (Options.Parse(args))
{
    case { Seed: { } seed } options:
        return await OneWorldCommand.RunAsync(PlanDrawing.Draw(seed), $"seed {seed}", options.TellsStory);
    case { ChecksMutants: true }:
        return MutantsCommand.Check();
    case { Mutant: { } mutant }:
        return await MutantsCommand.RunAsync(mutant);
    case { Scenario: { } scenario } options:
        return await ScenarioCommand.RunAsync(scenario, options.TellsStory, options.IsJson);
    case { } options:
        return await SeedsCommand.RunAsync(options.From, options.Seeds);
    default:
        Console.Error.Write(Options.Help);
        return 2;
}
