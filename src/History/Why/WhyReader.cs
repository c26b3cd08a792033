using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Names;
using Pipeline.History.Events;
using Pipeline.History.Sagas;
using Pipeline.History.Status;

namespace Pipeline.History.Why;

/// <summary>Finds the subjects with a name and explains each.</summary>
/// <param name="history">The events of the registry and the ledger.</param>
/// <param name="health">The sagas.</param>
/// <param name="domain">The domain of the services' names.</param>
/// <param name="addresses">Which instances have their address at their service's name.</param>
/// <param name="protocolNames">Whether plain names have protocol names beside them.</param>
/// <param name="zone">Reads the zone; null if it is not to be asked, and believed.</param>
/// <param name="status">Reads what is wrong; null if it is not to be told.</param>
public sealed class WhyReader(
    IRegistryHistory history,
    IHealthReader health,
    string domain,
    ServiceAddresses addresses = ServiceAddresses.Fixed,
    ProtocolNames protocolNames = ProtocolNames.All,
    IZoneReader? zone = null,
    IStatusReader? status = null) : IWhyReader
{
    private const int SubjectsAtMost = 5;

    public async Task<IReadOnlyList<WhyView>> WhyAsync(string subject, DateTimeOffset? at, CancellationToken cancel)
    {
        var found = (await FindAsync(subject, cancel)).Take(SubjectsAtMost).ToList();
        var trail = new ZoneTrail(history, domain);
        var present = at is null && status is not null && found is not [] ? await status.ReadAsync(cancel) : null;
        var views = new List<WhyView>();
        foreach (var one in found)
        {
            var view = one.Kind switch
            {
                SubjectKind.Container => await new ContainerStory(history, health, trail).ExplainAsync(one, at, cancel),
                SubjectKind.Host => await new HostStory(history, trail).ExplainAsync(one, at, cancel),
                _ => await new ServiceStory(history, health, zone, trail, addresses, protocolNames, domain).ExplainAsync(one, at, cancel),
            };
            views.Add(present is null ? view : view with { Troubles = PresentTroubles.Find(one, present) });
        }

        return views;
    }

    /// <summary>A protocol name that nobody ever claimed is known by its plain name, and a name by a claim that is refused.</summary>
    private async Task<IReadOnlyList<Subject>> FindAsync(string subject, CancellationToken cancel)
    {
        var found = await history.FindAsync(subject, cancel);
        var name = subject.TrimEnd('.');
        var service = name.EndsWith($".{domain}", StringComparison.Ordinal) ? name[..^(domain.Length + 1)] : name;
        var plain = OwnedName.Of(service);

        // A name to which nothing but refused claims exist.
        if (!found.Any(one => one.Kind is SubjectKind.Service) && await history.RefusalsOfNameAsync(plain, cancel) is [_, ..])
            return [new Subject(SubjectKind.Service, service, $"{service}.{domain}"), .. found];
        if (protocolNames is ProtocolNames.None || plain == service || found.Any(one => one.Kind is SubjectKind.Service)) return found;

        var isKnown = (await history.FindAsync(plain, cancel)).Any(one => one.Kind is SubjectKind.Service && one.Id == plain);
        return isKnown ? [new Subject(SubjectKind.Service, service, $"{service}.{domain}"), .. found] : found;
    }
}
