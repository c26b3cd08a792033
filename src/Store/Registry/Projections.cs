using JasperFx.Events;
using Marten.Events.Aggregation;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Store.Registry;

/// <summary>Folds each container's stream into a document.</summary>
public sealed class ContainerProjection : SingleStreamProjection<Container, string>
{
    public ContainerProjection() => IncludeType<ContainerEvent>();

    public override Container? Evolve(Container? snapshot, string id, IEvent e) =>
        Container.Evolve(snapshot, id, (ContainerEvent)e.Data);
}

/// <summary>Folds each host's stream into a document.</summary>
public sealed class HostProjection : SingleStreamProjection<Host, string>
{
    public HostProjection() => IncludeType<HostEvent>();

    public override Host? Evolve(Host? snapshot, string id, IEvent e) =>
        Host.Evolve(snapshot, id, (HostEvent)e.Data);
}

/// <summary>Folds the stream of each owned name into a document.</summary>
public sealed class NameProjection : SingleStreamProjection<NameBinding, string>
{
    public NameProjection() => IncludeType<NameEvent>();

    public override NameBinding? Evolve(NameBinding? snapshot, string id, IEvent e) =>
        NameBinding.Evolve(snapshot, id, (NameEvent)e.Data);
}

/// <summary>Folds the stream of each record of a zone into a document.</summary>
public sealed class LedgerProjection : SingleStreamProjection<LedgerEntry, string>
{
    public LedgerProjection() => IncludeType<LedgerEvent>();

    public override LedgerEntry? Evolve(LedgerEntry? snapshot, string id, IEvent e) =>
        LedgerEntry.Evolve(snapshot, id, (LedgerEvent)e.Data);
}
