using Pipeline.History.Reading;
using Pipeline.Tests.Simulation.Plans;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>
/// Who speaks and is not believed is seen by a person: two machines of one name and a rejected report as a doubt of the host, two names of
/// one engine as a doubt of its containers. Checked while nothing else in the plan hinders.
/// </summary>
internal sealed class What_is_doubted_is_visible : IStepOracle
{
    /// <summary>Four reports: it is noticed with the second one of each side.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(45);

    private Step[]? doubtful;

    public string Sentence => "what is doubted, late or rejected is visible to a person";

    public IEnumerable<string> Check(World world)
    {
        var now = world.Clock.Elapsed;
        doubtful ??= [.. world.Plan.Steps.Where(step => step is BearTwin or TwoNamesOfOneEngine or RejectedReport)];
        var due = Array.FindAll(doubtful, step => IsDue(step, now));
        if (due.Length == 0 || due.Any(step => IsDisturbed(world, step, now))) return [];
        var shown = new RegistryReader(world.Store.Registry.Documents, World.Domain).AllAsync(CancellationToken.None).Result;
        return due.Select(step => FindInvisible(world, step, shown)).OfType<string>();
    }

    private static bool IsDue(Step step, TimeSpan now) => step switch
    {
        BearTwin or TwoNamesOfOneEngine => step.At + Noticed < now && now < step.End,
        RejectedReport => step.At + TimeSpan.FromSeconds(10) < now && now < step.At + TimeSpan.FromSeconds(25),
        _ => false,
    };

    /// <summary>Whether anything else could keep it from being noticed.</summary>
    private static bool IsDisturbed(World world, Step due, TimeSpan now) => now > world.Plan.HealsAt || world.Plan.Steps.Any(step =>
        step != due && (step.Hinders || step.Host == due.Host) && step is not StartContainer && step.At < now);

    private static string? FindInvisible(World world, Step step, RegistryView shown) => step switch
    {
        TwoNamesOfOneEngine { On: var on } => world.Fleet.Find(on) is { SecondAgent: not null, Agent.IsRunning: true } machine
            && world.Fleet.Containers.Any(container => container.Machine == machine && container.Serves)
            && !shown.Instances.Any(instance => instance.Doubt is not null)
                ? $"two agents watch the engine of {on}, and none of its containers is doubted" : null,
        _ => world.Fleet.Find(step.Host!) is { Agent.IsRunning: true }
            && shown.Hosts.FirstOrDefault(host => host.Name == step.Host) is not { Doubt: not null }
                ? $"{step.Host} is heard and not believed ({step.GetType().Name}), and is not shown as doubted" : null,
    };
}
