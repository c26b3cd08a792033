using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>The two hosts that alone run a service end at the same time, each by a Spot interruption.</summary>
internal sealed class Two_hosts_that_end_at_once : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(5, "red", "time-1", "time"),
        Written.Start(6, "green", "time-2", "time"),
        new AnnounceEnd(Written.At(80), TimeSpan.FromSeconds(60), "red", IsSpot: true, Comes: true),
        new AnnounceEnd(Written.At(80), TimeSpan.FromSeconds(80), "green", IsSpot: true, Comes: true));
}
