using Pipeline.Tests.Simulation.Oracles;
using Pipeline.Tests.Simulation.Plans;

namespace Pipeline.Tests.Simulation.Worlds;

/// <summary>Runs a world to its end: through its plan, until it is healed and quiet, or until an oracle finds a fault.</summary>
internal sealed class WorldRun
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    /// <summary>So long it runs on after everything healed, even if all is well at once: what is late yet may still do harm.</summary>
    private static readonly TimeSpan LeastQuiet = TimeSpan.FromSeconds(45);

    /// <summary>So long it may take until all is well.</summary>
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromMinutes(8);

    private readonly World world;
    private readonly IStepOracle[] stepOracles = OracleTable.CreateStepOracles();
    private readonly IFinalOracle[] finalOracles = OracleTable.CreateFinalOracles();
    private readonly List<Violation> violations = [];
    private int well;
    private bool isChecking;

    private WorldRun(WorldPlan plan, bool keepsStory) => world = new World(plan, keepsStory);

    public static async Task<Outcome> RunAsync(WorldPlan plan, bool keepsStory = false)
    {
        var run = new WorldRun(plan, keepsStory);
        try
        {
            await run.world.Clock.RunAsync(run.Begin);
        }
        catch (Exception failure)
        {
            run.violations.Add(new Violation("a world does not break", failure.ToString(), run.world.Clock.Elapsed));
        }

        var (story, clock) = (run.world.Story, run.world.Clock);
        return new Outcome(plan, run.violations, story.Hash, story.Lines, clock.Elapsed, clock.Steps);
    }

    private void Begin()
    {
        world.Begin();
        world.Clock.After(CheckEvery, Check);
    }

    private void Check()
    {
        foreach (var oracle in stepOracles)
            if (oracle.Check(world).FirstOrDefault() is { } fault)
                Find(oracle.Sentence, fault);

        var quiet = world.Clock.Elapsed - world.Plan.HealsAt;
        if (violations.Count > 0)
        {
            world.Clock.End();
            return;
        }

        world.Clock.After(CheckEvery, Check);
        if (quiet >= LeastQuiet && !isChecking) _ = CheckFinallyAsync(quiet >= LongestRecovery);
    }

    private async Task CheckFinallyAsync(bool isLast)
    {
        isChecking = true;
        try
        {
            var faults = new List<(string Sentence, string Fault)>();
            foreach (var oracle in finalOracles)
                faults.AddRange((await oracle.CheckAsync(world)).Select(fault => (oracle.Sentence, fault)));

            well = faults.Count == 0 ? well + 1 : 0;
            if (isLast)
                foreach (var (sentence, fault) in faults) Find(sentence, fault);
            if (well >= 2 || isLast) world.Clock.End();
        }
        catch (Exception failure)
        {
            Find("an oracle can look at a world", failure.ToString());
            world.Clock.End();
        }
        finally
        {
            isChecking = false;
        }
    }

    private void Find(string sentence, string fault)
    {
        violations.Add(new Violation(sentence, fault, world.Clock.Elapsed));
        world.Story.Tell("oracle", $"VIOLATED: {sentence}: {fault}");
    }
}

/// <summary>What an oracle found.</summary>
internal sealed record Violation(string Sentence, string Fault, TimeSpan At);

/// <summary>How a world ended.</summary>
internal sealed record Outcome(
    WorldPlan Plan, IReadOnlyList<Violation> Violations, string Hash, IReadOnlyList<string> Story, TimeSpan Lasted, long Steps)
{
    public bool IsWell => Violations.Count == 0;
}
