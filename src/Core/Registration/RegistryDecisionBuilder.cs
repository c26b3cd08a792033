using System.Collections.Immutable;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Core.Registration;

/// <summary>Builds a decision event by event; each event is applied before the next one is decided.</summary>
internal sealed class RegistryDecisionBuilder(Registry registry)
{
    private readonly ImmutableList<RegistryEvent>.Builder events = ImmutableList.CreateBuilder<RegistryEvent>();

    /// <summary>The registry before the decision.</summary>
    public Registry Before { get; } = registry;

    public Registry Registry { get; private set; } = registry;

    public ImmutableList<RegistryEvent> Events => events.ToImmutable();

    /// <summary>The containers that the fact reports although they stay with another host.</summary>
    public HashSet<string> Contested { get; } = new(StringComparer.Ordinal);

    public Container? Container(string id) => Registry.Containers.GetValueOrDefault(id);

    public void Record(string host, HostEvent happened) => Record(new RegistryEvent.OfHost(host, happened));

    public void Record(string container, ContainerEvent happened) => Record(new RegistryEvent.OfContainer(container, happened));

    public void Record(string owned, NameEvent happened) => Record(new RegistryEvent.OfName(owned, happened));

    private void Record(RegistryEvent happened)
    {
        events.Add(happened);
        Registry = Registry.Evolve(happened);
    }
}
