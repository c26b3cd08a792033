using Pipeline.Contracts;

namespace Pipeline.Tests.Simulation.Worlds;

/// <content>The announced ends of machines.</content>
internal sealed partial class World
{
    public void AnnounceEnd(string name, bool isSpot)
    {
        if (Fleet.Find(name) is not { } machine) return;
        Story.Tell(name, $"the end of the machine is announced, {(isSpot ? "a Spot interruption" : "by its group")}");
        machine.Announce(new HostEnding(isSpot ? "spot interruption (terminate)" : "terminated by its Auto Scaling group", isSpot));
    }

    public void WithdrawEnd(string name)
    {
        if (Fleet.Find(name) is not { Ending: not null } machine) return;
        Story.Tell(name, "the end of the machine is not announced any more");
        machine.Announce(null);
    }

    /// <summary>Starts what runs on a machine on another one, too.</summary>
    public void StartReplacements(string from, string to)
    {
        if (Fleet.Find(to) is not { } target) return;
        foreach (var container in Fleet.Containers.Where(one => one.Serves && one.Machine.Name == from).ToArray())
            Fleet.Start(target, container.Spec with { Name = container.Spec.Name + "-next" });
    }

    /// <summary>Stops whatever runs on a machine.</summary>
    public void StopAll(string name)
    {
        foreach (var container in Fleet.Containers.Where(one => one.Serves && one.Machine.Name == name).ToArray())
            Fleet.Change(container.Spec.Name, "is stopped, and ends", (one, engine) =>
            {
                one.IsStopping = true;
                engine.Signal(one.Id);
                engine.Exit(one.Id);
                engine.Remove(one.Id);
            });
    }
}
