using System.Collections.Immutable;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Dns;

/// <summary>The part of the zone that a pass compares: the services and hosts that changed, or everything.</summary>
public sealed record ZoneScope(ImmutableHashSet<string> Services, ImmutableHashSet<string> Hosts, bool Everything = false)
{
    public static readonly ZoneScope Nothing = new([], []);
    public static readonly ZoneScope All = new([], [], Everything: true);

    public bool IsNothing => !Everything && Services.IsEmpty && Hosts.IsEmpty;

    /// <summary>The part of the zone that these events can change.</summary>
    public static ZoneScope FromEvents(IEnumerable<RegistryEvent> events) => events.Aggregate(Nothing, (scope, recorded) => recorded switch
    {
        RegistryEvent.OfContainer { Happened: InstanceRegistered { Instance.Service: var service } } =>
            scope with { Services = scope.Services.Add(service) },
        RegistryEvent.OfContainer { Happened: InstanceWithdrawn { Instance.Service: var service } } =>
            scope with { Services = scope.Services.Add(service) },
        RegistryEvent.OfHost { Happened: not (HostSuspected or HostFoundMute or HostEndAnnounced or HostEndWithdrawn), Host: var host } =>
            scope with { Hosts = scope.Hosts.Add(host) },
        RegistryEvent.OfContainer or RegistryEvent.OfHost or RegistryEvent.OfName => scope,
        _ => throw new ArgumentOutOfRangeException(nameof(events), recorded.GetType().Name, "An unknown kind of registry event."),
    });

    public ZoneScope Union(ZoneScope other) => (this, other) switch
    {
        ({ Everything: true }, _) or (_, { Everything: true }) => All,
        _ => new ZoneScope(Services.Union(other.Services), Hosts.Union(other.Hosts)),
    };
}
