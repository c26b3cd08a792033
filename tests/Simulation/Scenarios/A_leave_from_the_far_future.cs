using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>Somebody whose epoch is a year ahead says once that a host leaves. The host goes on reporting.</summary>
internal sealed class A_leave_from_the_far_future : IScenario
{
    public WorldPlan Plan => Written.Plan(new LeaveFromTheFarFuture(Written.At(60), "red"));
}
