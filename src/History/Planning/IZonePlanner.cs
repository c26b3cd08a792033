namespace Pipeline.History.Planning;

/// <summary>Says what would change in a zone, and why. Nothing is changed by it.</summary>
public interface IZonePlanner
{
    Task<PlanView> PlanAsync(CancellationToken cancel);
}
