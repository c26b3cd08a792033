using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Scenarios;

/// <summary>One container claims nonsense beside a good name; its neighbours on the host and everywhere are unharmed.</summary>
internal sealed class A_report_with_one_bad_claim : IScenario
{
    public WorldPlan Plan => Written.Plan(
        Written.Start(10, "red", "odd", "time", (9001, "no name at all"), (9004, "bad\0name"), (9003, new string('x', 5_000)),
            (9005, new string('y', 20_000))),
        Written.Start(20, "red", "time-1", "time"));
}
