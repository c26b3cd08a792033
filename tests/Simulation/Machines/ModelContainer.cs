using Pipeline.Claims;

namespace Pipeline.Tests.Simulation.Machines;

/// <summary>A container as it really is.</summary>
internal sealed class ModelContainer(ContainerSpec spec, Machine machine, string id)
{
    public ContainerSpec Spec => spec;

    public Machine Machine => machine;

    public string Id => id;

    /// <summary>Whether it fails its checks.</summary>
    public bool IsSick { get; private set; }

    /// <summary>When it last became sick, or well again; by true time.</summary>
    public TimeSpan Since { get; private set; }

    /// <summary>When something last happened for which a well container may fail its checks: it was paused, moved or restarted.</summary>
    public TimeSpan? DisturbedAt { get; set; }

    /// <summary>When it ended by itself and was started again; by true time.</summary>
    public List<TimeSpan> Crashes { get; } = [];

    /// <summary>Whether it was told to stop.</summary>
    public bool IsStopping { get; set; }

    /// <summary>As its engine has it; null if it is gone.</summary>
    public ContainerInspection? Inspection => machine.IsAlive ? machine.Find(id) : null;

    /// <summary>Whether clients can use it.</summary>
    public bool Serves => !IsStopping && Inspection is { Status: EngineContainerStatus.Running };

    public void Sicken(bool isSick, TimeSpan now)
    {
        if (IsSick == isSick) return;
        (IsSick, Since) = (isSick, now);
    }

    public override string ToString() => $"{spec.Name} on {machine.Name}";
}
