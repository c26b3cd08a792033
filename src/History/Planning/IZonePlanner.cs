namespace Pipeline.History.Planning;

/// <summary>Plans the changes of a zone, with reasons, without changing the zone or the ledger.</summary>
public interface IZonePlanner
{
    Task<PlanView> PlanAsync(CancellationToken cancel);
}
