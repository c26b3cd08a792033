using Pipeline.Core.Instances;
using Pipeline.History.Events;
using Pipeline.History.Sagas;
using Pipeline.History.Words;

namespace Pipeline.History.Why;

/// <summary>The containers of a service that changed last, each with its state and its last words.</summary>
internal sealed class ServiceContainers(IRegistryHistory history, IHealthReader health)
{
    private const int EventsOfService = 40;
    private const int EventsOfContainer = 100;
    private const int ContainersAtMost = 8;

    public async Task<IReadOnlyList<ContainerWords>> ReadAsync(string service, CancellationToken cancel)
    {
        var recent = await history.OfServiceAsync(service, 0, long.MaxValue, EventsOfService, cancel);
        var sagas = (await health.SagasAsync(new SagaFilter(Service: service), cancel)).ToDictionary(saga => saga.ContainerId);
        var containers = new List<(ContainerWords Words, bool IsPresent)>();
        foreach (var id in recent.Reverse().Select(recorded => recorded.Stream).Distinct().Take(ContainersAtMost))
        {
            var events = await history.EndAsync(id, at: null, EventsOfContainer, cancel);
            var container = events.Aggregate(
                (Container?)null, (state, recorded) => recorded.Happened is ContainerEvent e ? Container.Evolve(state, id, e) : state);
            if (container is null) continue;
            containers.Add((
                new(
                    container.Name, id, container.Host, DescribePlace(container, service),
                    LastWords.Find(container, events, sagas.GetValueOrDefault(id))),
                container.IsPresent));
        }

        return [.. containers.OrderByDescending(one => one.IsPresent).Select(one => one.Words)];
    }

    private static string DescribePlace(Container container, string service) =>
        container.Instances.Exists(instance => instance.Service == service) ? "registered"
        : container.Withheld.Exists(instance => instance.Service == service) ? "held back from DNS"
        : Glossary.ContainerStatuses.Show(container.Status);
}
