using Pipeline.Core.Dns.Adoption;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.History;
using Pipeline.History.Planning;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Store;

namespace Pipeline.Projector.Tests.Support;

/// <summary>What <c>./pipeline adopt</c> does, beside the projectors that run.</summary>
internal sealed class AdoptingPerson : IAsyncDisposable
{
    private readonly RegistryDatabase store;
    private readonly PlanningDesk desk;
    private readonly PlannedZone zone;

    private AdoptingPerson(RegistryDatabase store, PlanningDesk desk, PlannedZone zone) =>
        (this.store, this.desk, this.zone) = (store, desk, zone);

    /// <param name="database">The database of the projectors.</param>
    /// <param name="account">The zone.</param>
    /// <param name="layout">The layout of the projectors.</param>
    /// <param name="ttl">The TTL of the projectors; null for the usual one.</param>
    public static async Task<AdoptingPerson> OpenAsync(
        string database, Route53Account account, ZoneLayout layout = ZoneLayout.Simple, TimeSpan? ttl = null)
    {
        var settings = new Route53ZoneSettings { Domain = Route53Account.Domain };
        var reached = new Route53Zone(
            account.Client(settings), settings, TimeProvider.System, Random.Shared,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Route53Zone>.Instance);
        await reached.OpenAsync(CancellationToken.None);
        var store = new RegistryDatabase(database, TimeProvider.System);
        var projector = new ProjectorSettings { Domain = Route53Account.Domain, Layout = layout, ProtocolNames = ProtocolNames.None };
        if (ttl is { } given) projector = projector with { Ttl = given };
        return new AdoptingPerson(store, store.Desk(projector, Route53Budget.Standard), PlannedZone.Reached(reached));
    }

    public Task<TakeoverPlan> PlanAsync(AdoptionRequest request) =>
        desk.Adoption(zone).PlanAsync(request, _ => { }, CancellationToken.None);

    public async Task<Adoption> AdoptAsync(AdoptionRequest request) =>
        await desk.Adoption(zone).ApplyAsync(await PlanAsync(request), CancellationToken.None);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
