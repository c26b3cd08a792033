using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.History;
using Pipeline.History.Planning;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.Tests.Simulation.Worlds;

/// <content>The person who is called when the zone is newer than the store.</content>
internal sealed partial class World
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(20);

    private readonly Random personIds;

    /// <summary>A person runs <c>adopt</c>, again and again until it succeeds.</summary>
    public async Task AdoptAsync()
    {
        while (true)
        {
            try
            {
                await TakeOverAsync();
                return;
            }
            catch (Exception failure)
            {
                Story.Tell("person", $"adopt failed: {failure.Message}");
                await Task.Delay(BetweenAttempts, OutsideClock);
            }
        }
    }

    private async Task TakeOverAsync()
    {
        var zone = OpenZone();
        await zone.OpenAsync(CancellationToken.None);
        var adoption = OpenDesk().Adoption(PlannedZone.Reached(zone));
        var plan = await adoption.PlanAsync(
            new AdoptionRequest(RecordOrigin.Ledger, []),
            hosts => Story.Tell("person", $"adopt waits for reports of {string.Join(", ", hosts)}"),
            CancellationToken.None);
        var decision = await adoption.ApplyAsync(plan, CancellationToken.None);
        Story.Tell("person", $"adopt took over {decision.Taken.Count} records, and left {decision.Left.Count}");
    }

    /// <summary>Plans and takes over as the commands of a person do.</summary>
    public PlanningDesk OpenDesk()
    {
        var store = Store.Registry;
        return new PlanningDesk(
            new PlanningStore(store.State, store.Documents, Rebuilder: null!, store.Ledger, store.Leases, store.Changes),
            Projector, Route53Budget.Standard, CreateId, OutsideClock);
    }

    private Guid CreateId()
    {
        var bytes = new byte[16];
        personIds.NextBytes(bytes);
        return new Guid(bytes);
    }
}
