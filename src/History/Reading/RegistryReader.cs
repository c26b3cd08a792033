using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Vocabulary;

namespace Pipeline.History.Reading;

/// <summary>Reads the registry's state from the store; it does not require a running projector.</summary>
/// <param name="documents">The registry's documents.</param>
/// <param name="domain">The domain of the services' names.</param>
/// <param name="addresses">Which instances have their address at their service's name.</param>
/// <param name="protocolNames">Whether plain names have protocol names beside them.</param>
public sealed class RegistryReader(
    IRegistryDocuments documents,
    string domain,
    ServiceAddresses addresses = ServiceAddresses.Fixed,
    ProtocolNames protocolNames = ProtocolNames.All)
    : IRegistryReader
{
    public async Task<IReadOnlyList<ServiceView>> ServicesAsync(CancellationToken cancel) =>
        Services(await documents.ReadPresentContainersAsync(cancel), await documents.ReadHostsAsync(cancel));

    public async Task<IReadOnlyList<InstanceView>> InstancesAsync(string? service, CancellationToken cancel) =>
        Instances(await documents.ReadPresentContainersAsync(cancel), service);

    public async Task<IReadOnlyList<RefusalView>> RefusalsAsync(CancellationToken cancel) =>
        Refusals(await documents.ReadPresentContainersAsync(cancel));

    public async Task<IReadOnlyList<HostView>> HostsAsync(CancellationToken cancel) =>
        Hosts(
            await documents.ReadPresentContainersAsync(cancel),
            await documents.ReadHostsAsync(cancel),
            await documents.ReadLeasesAsync(cancel));

    public async Task<RegistryView> AllAsync(CancellationToken cancel)
    {
        var containers = await documents.ReadPresentContainersAsync(cancel);
        var (hosts, leases) = (await documents.ReadHostsAsync(cancel), await documents.ReadLeasesAsync(cancel));
        return new(
            Services(containers, hosts), Instances(containers, service: null), Refusals(containers), Hosts(containers, hosts, leases));
    }

    private IReadOnlyList<ServiceView> Services(IReadOnlyList<Container> containers, IReadOnlyList<Host> hosts)
    {
        var present = hosts.Where(host => host.IsPresent).Select(host => host.Name).ToHashSet();
        var services = containers
            .SelectMany(c => c.Instances, (container, instance) => (Container: container, Instance: instance))
            .ToLookup(i => i.Instance.Service);
        return [.. services
            .Select(s => (
                Placed: s,
                NoAddress: addresses.FindAbsence(s.Key, s.Select(i => i.Instance), isHost: present.Contains(s.Key))))
            .Select(s => new ServiceView(
                s.Placed.Key,
                $"{s.Placed.Key}.{domain}",
                s.Placed.Count(),
                s.Placed.Select(i => i.Container.Host).Distinct().Count(),
                s.Placed.Min(i => i.Container.Since))
            {
                Doubted = s.Placed.Count(i => i.Container.Doubt is not null),
                Addresses = s.NoAddress is not null
                    ? 0
                    : s.Placed.Where(i => addresses.Choose(i.Instance)).SelectMany(i => i.Instance.Addresses).Distinct().Count(),
                NoAddress = s.NoAddress?.ToString(),
                Balancer = s.Placed.FirstOrDefault(i => i.Instance.Balancer is not null).Instance?.At.Address,
                ProtocolNames =
                [
                    .. protocolNames.FindBeside(s.Placed.Key, s.Placed.Select(i => i.Instance), services.Contains, domain)
                        .Select(beside => beside.Name),
                ],
            })
            .OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<InstanceView> Instances(IReadOnlyList<Container> containers, string? service) =>
        [.. containers
            .SelectMany(c => InstancesWithStatus(c), (c, i) => (Container: c, i.Instance, i.Status))
            .Where(i => service is null || i.Instance.Service == service)
            .Select(i => new InstanceView(
                i.Instance.Service,
                i.Container.Id,
                i.Container.Name,
                i.Container.Image,
                i.Container.Host,
                i.Instance.At.Address,
                i.Instance.At.Port,
                i.Instance.At.Protocol is TransportProtocol.Udp ? "udp" : "tcp",
                i.Status,
                i.Container.Since,
                i.Container.Task?.Arn)
            {
                Doubt = i.Container.Doubt,
                Crashes = i.Container.Crashes is { } crashes ? new(crashes.Count, crashes.ExitCode) : null,
                Address6 = i.Instance.Address6,
                Priority = i.Instance.Priority ?? ClaimDetails.Usual,
                Weight = i.Instance.Weight ?? ClaimDetails.Usual,
                Tags = i.Instance.Tags?.ToArray() ?? [],
                Attributes = (i.Instance.Attributes ?? []).Select(attribute => attribute.Split('=', 2))
                    .ToImmutableSortedDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
            })
            .OrderBy(i => i.Service, StringComparer.Ordinal).ThenBy(i => i.Host, StringComparer.Ordinal).ThenBy(i => i.Port)];

    private static IEnumerable<(Instance Instance, string Status)> InstancesWithStatus(Container container)
    {
        var status = Word.Format(container.Status).ToLowerInvariant();
        var withheldStatus = container switch
        {
            { Fitness.Condemned: true } => "condemned",
            { Crashes.IsHeldBack: true } => "crash loop",
            _ => "not healthy yet",
        };
        return container.Instances.Select(i => (i, status))
            .Concat((container.LeftEarly ?? []).Select(i => (i, "leaving")))
            .Concat(container.Withheld.Select(i => (i, withheldStatus)));
    }

    private static IReadOnlyList<RefusalView> Refusals(IReadOnlyList<Container> containers) =>
        [.. containers
            .SelectMany(
                c => c.Refusals.Select(refusal => (Claim: refusal.Claim.Service, Port: refusal.Claim.ContainerPort, refusal.Detail))
                    .Concat((c.Flaws ?? []).Select(flaw => (Claim: flaw.Variable, Port: PortOf(flaw), flaw.Detail))),
                (c, told) => new RefusalView(told.Claim, told.Port, c.Id, c.Name, c.Host, told.Detail, c.Since))
            .OrderBy(r => r.Host, StringComparer.Ordinal)
            .ThenBy(r => r.ContainerName, StringComparer.Ordinal)
            .ThenBy(r => r.ContainerPort)];

    /// <summary>The first number in a variable's name; 0 if it has none.</summary>
    private static int PortOf(ClaimFlaw flaw)
    {
        var digits = flaw.Variable.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit);
        return int.TryParse(string.Concat(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
    }

    private static IReadOnlyList<HostView> Hosts(
        IReadOnlyList<Container> running, IReadOnlyList<Host> hosts, IReadOnlyList<HostLease> held)
    {
        var containers = running.ToLookup(c => c.Host);
        var leases = held.ToDictionary(l => l.Id);
        return [.. hosts
            .Where(h => h.IsKnown)
            .Select(h => (Host: h, Lease: leases.GetValueOrDefault(h.Name)))
            .Select(h => new HostView(
                h.Host.Name, h.Host.Address, h.Lease?.Engine ?? "", Word.Format(h.Host.Status).ToLowerInvariant(),
                containers[h.Host.Name].Count(), containers[h.Host.Name].Sum(c => c.Instances.Count),
                h.Lease is { LastHeard: var heard } && heard != default ? heard : h.Host.Since,
                h.Host.Reason ?? (h.Host is { Address: "", IsPresent: false } ? "nothing of it was believed yet" : null))
            {
                Doubt = h.Host.Doubt,
                Ending = h.Host.Ending?.Reason,
                AgentVersion = h.Lease?.AgentVersion,
                ClockAhead = h.Lease?.Lag is { } lag ? Math.Round(-lag.TotalSeconds, 1) : null,
                Speaker = h.Lease?.Speaker is { } speaker ? new(speaker.Name, speaker.Address, speaker.Since) : null,
                Rivals = h.Lease?.Rivals?.Select(rival => new RivalView(rival.Name, rival.Address, rival.LastHeard)).ToArray() ?? [],
            })
            .OrderBy(h => h.Name, StringComparer.Ordinal)];
    }
}
