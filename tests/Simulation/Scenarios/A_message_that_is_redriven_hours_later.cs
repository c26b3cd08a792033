using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>Facts go to the dead letters and are sent back after their hosts have reported hundreds of times.</summary>
internal sealed class A_message_that_is_redriven_hours_later : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new MessagesDead(Written.At(20), TimeSpan.FromSeconds(30), 0.7),
        new RemoveContainer(Written.At(30), "calc-1"),
        Written.Start(32, "red", "time-1", "time"),
        new RestartContainer(Written.At(40), "time-1"),
        new RemoveContainer(Written.At(60), "time-1"),
        new Redrive(TimeSpan.FromHours(2))) with
    { HealsAt = TimeSpan.FromHours(2) + TimeSpan.FromSeconds(10) };
}
