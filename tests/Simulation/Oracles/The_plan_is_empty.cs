using Pipeline.History.Planning;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>What a person sees who runs <c>plan</c>.</summary>
internal sealed class The_plan_is_empty : IFinalOracle
{
    public string Sentence => "the plan is empty";

    public async Task<IReadOnlyList<string>> CheckAsync(World world)
    {
        var zone = world.OpenZone();
        await zone.OpenAsync(CancellationToken.None);
        var plan = await world.OpenDesk().Planner(PlannedZone.Reached(zone)).PlanAsync(CancellationToken.None);
        return
        [
            .. plan.Changes.Select(change => $"{change.Action} {change.Name} {change.Type} ({string.Join("; ", change.Why)})"),
            .. plan.Open.Select(record => $"the outcome of a change of {record} is unknown"),
        ];
    }
}
