using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>
/// A sick container is removed from DNS. The answer is lost, so that nobody can ask Route 53 whether the name servers know,
/// and they take long. It is stopped only after they do.
/// </summary>
internal sealed class A_removal_whose_answer_is_lost : IScenario
{
    public WorldPlan Plan => Written.Plan(
        new ZonePropagatesSlowly(Written.At(50), TimeSpan.FromSeconds(100), After: TimeSpan.FromSeconds(50)),
        new ZoneAnswersLost(Written.At(60), TimeSpan.FromSeconds(15), Share: 1),
        new SickenContainer(Written.At(60), TimeSpan.FromSeconds(110), "calc-1"));
}
