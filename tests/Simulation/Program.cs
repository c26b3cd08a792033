using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

var plan = new WorldPlan(1)
{
    Machines = [("red", default), ("green", default), ("blue", default)],
    Steps =
    [
        new StartContainer(TimeSpan.FromSeconds(3), "red", ContainerSpec.Of("c1", "calc")),
        new StartContainer(TimeSpan.FromSeconds(4), "green", ContainerSpec.Of("c2", "calc")),
        new StartContainer(TimeSpan.FromSeconds(5), "blue", ContainerSpec.Of("c3", "calc")),
        new StartContainer(TimeSpan.FromSeconds(6), "blue", ContainerSpec.Of("c4", "time")),
        new SickenContainer(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), "c1"),
    ],
};
var outcome = await WorldRun.RunAsync(plan, args.Contains("--story"));
foreach (var line in outcome.Story) Console.WriteLine(line);
Console.WriteLine($"{outcome.IsWell} {outcome.Hash} {outcome.Lasted} {outcome.Steps}");
foreach (var v in outcome.Violations) Console.WriteLine(v);
return 0;
