using Pipeline.Core.Health;
using Pipeline.Core.Status;
using Pipeline.Core.Vocabulary;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.History.Status;

/// <summary>
/// The parts that a list of services is joined from:
/// <code>
/// registered, held back, or emptied lately     whether a service is listed
/// zone                                         how many of its instances DNS has
/// sagas                                        how many of its containers pass their checks
/// </code>
/// </summary>
public sealed record ServiceList
{
    /// <summary>For how long a service is listed after it lost its last instance.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private static readonly string Running = Word.Format(Core.Instances.ContainerStatus.Running).ToLowerInvariant();

    private static readonly string Healthy = Word.Format(HealthState.Healthy);

    /// <summary>The domain of the services' names.</summary>
    public required string Domain { get; init; }

    /// <summary>The services with a registered instance.</summary>
    public required IReadOnlyList<ServiceView> Registered { get; init; }

    /// <summary>All instances, registered or not.</summary>
    public required IReadOnlyList<InstanceView> Instances { get; init; }

    /// <summary>The services that an instance left last; some of them have others.</summary>
    public required IReadOnlyList<EmptiedService> Emptied { get; init; }

    /// <summary>The health of all containers that are checked.</summary>
    public required IReadOnlyList<SagaView> Sagas { get; init; }

    /// <summary>What the zone holds.</summary>
    public required SourceAnswer<ZoneFacts> Zone { get; init; }

    /// <summary>The services, in the order of their names.</summary>
    public IReadOnlyList<ServiceView> Join()
    {
        var heldBack = Instances.Where(instance => instance.Status != Running).ToLookup(instance => instance.Service);
        var states = Sagas.Where(saga => saga.IsChecked).SelectMany(saga => saga.Services, (saga, service) => (service, saga.State))
            .ToLookup(one => one.service, one => one.State);
        return
        [
            .. Registered.Concat(heldBack.Select(OfHeldBack)).Concat(Emptied.Select(OfEmptied)).DistinctBy(service => service.Name)
                .Select(service => service with
                {
                    InDns = Zone.Value?.InDns.GetValueOrDefault(service.Name),
                    Believed = Zone.Value is { } zone ? zone.Unread : Zone.Failure ?? "the zone is not known",
                    Checked = states[service.Name].Count(),
                    Healthy = states[service.Name].Count(state => state == Healthy),
                    HeldBackBy = heldBack.Contains(service.Name)
                        ? heldBack[service.Name].CountBy(instance => instance.Status).ToDictionary()
                        : null,
                })
                .OrderBy(service => service.Name, StringComparer.Ordinal),
        ];
    }

    private ServiceView OfHeldBack(IGrouping<string, InstanceView> service) => Empty(service.Key, service.Min(instance => instance.Since));

    private ServiceView OfEmptied(EmptiedService one) => Empty(one.Service, one.At) with
    {
        Emptied = new(one.At, one.Container.Name, Word.Format(one.Reason)),
    };

    private ServiceView Empty(string name, DateTimeOffset since) => new(name, $"{name}.{Domain}", Instances: 0, Hosts: 0, since);
}
