using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Vocabulary;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Words;

namespace Pipeline.Console.Reading;

/// <summary>The present state: the registry, and the sagas of the containers that run.</summary>
public sealed class FleetView
{
    private readonly Dictionary<string, SagaView> sagas;
    private readonly Dictionary<string, HostView> hosts;

    public FleetView(RegistryView registry, IReadOnlyList<SagaView> sagas, IReadOnlyList<string> freezes)
    {
        (Registry, Freezes) = (registry, freezes);
        this.sagas = sagas.ToDictionary(saga => saga.ContainerId);
        hosts = registry.Hosts.ToDictionary(host => host.Name);
        Sagas = [.. sagas.OrderByDescending(saga => saga.Severity).ThenBy(saga => saga.Since)];
        Instances =
        [
            .. registry.Instances.Select(instance => new MarkedInstance(
                instance, MarkOf(instance), this.sagas.GetValueOrDefault(instance.ContainerId))),
        ];
        var names = registry.Services.ToDictionary(service => service.Name, service => service.DnsName);
        Services =
        [
            .. Instances.GroupBy(one => one.Instance.Service)
                .Select(service => new MarkedService(
                    service.Key, names.GetValueOrDefault(service.Key), [.. service.OrderByDescending(one => one.Mark)]))
                .OrderByDescending(service => service.Worst.IsTrouble ? service.Worst : Mark.Well)
                .ThenByDescending(service => service.TroubleShare)
                .ThenBy(service => service.Name, StringComparer.Ordinal),
        ];
        ServicesInTrouble = Services.Count(service => service.Worst.IsTrouble);
        SagasInTrouble = sagas.Count(saga => saga.IsTrouble);
        HostsInTrouble = registry.Hosts.Count(host => host.IsInTrouble);
    }

    public RegistryView Registry { get; }

    /// <summary>The freezes in effect because failures correlate, one line each.</summary>
    public IReadOnlyList<string> Freezes { get; }

    /// <summary>The services, those in trouble first.</summary>
    public IReadOnlyList<MarkedService> Services { get; }

    public IReadOnlyList<MarkedInstance> Instances { get; }

    /// <summary>The sagas, failures first.</summary>
    public IReadOnlyList<SagaView> Sagas { get; }

    public int ServicesInTrouble { get; }

    public int SagasInTrouble { get; }

    public int HostsInTrouble { get; }

    private Mark MarkOf(InstanceView instance) => (sagas.GetValueOrDefault(instance.ContainerId)?.Health, instance.Status) switch
    {
        (HealthState.Condemned or HealthState.Draining or HealthState.Stuck, _) or (_, "condemned") => Mark.Leaving,
        (HealthState.Suspect or HealthState.Unproven or HealthState.Spared, _) or (_, "crash loop") => Mark.Failing,
        _ when hosts.GetValueOrDefault(instance.Host) is { IsSilent: true } => Mark.Silent,
        _ when instance.Doubt is not null => Mark.Doubted,
        (HealthState.Stopping or HealthState.Paused, _) or (_, "stopping" or "paused" or "leaving") => Mark.Resting,
        (HealthState.Starting, _) or (_, "not healthy yet") => Mark.Starting,
        _ => Mark.Well,
    };
}

/// <summary>An instance with its mark.</summary>
/// <param name="Saga">Its container's saga; null when nothing checks it.</param>
public sealed record MarkedInstance(InstanceView Instance, Mark Mark, SagaView? Saga)
{
    /// <summary>Whether it is registered, so that DNS answers with it.</summary>
    public bool IsInDns => Instance.Status == "running";

    /// <summary>The page of its container: its saga, or its events where nothing checks it.</summary>
    public string Address => Saga is null
        ? $"/events?about={Uri.EscapeDataString(Instance.ContainerId)}"
        : $"/sagas/{Uri.EscapeDataString(Instance.ContainerId)}";

    /// <summary>The word that says most about it.</summary>
    public Term State => (Saga, Mark) switch
    {
        ({ IsTrouble: true } saga, _) => Glossary.HealthStates[saga.Health],
        _ when Instance.Status is "crash loop" => Glossary.InstanceStatuses[Instance.Status],
        (_, Mark.Silent or Mark.Doubted) => Mark.Term,
        ({ } saga, _) => Glossary.HealthStates[saga.Health],
        _ => Glossary.InstanceStatuses[Instance.Status],
    };
}

/// <summary>A service with its marked instances.</summary>
/// <param name="DnsName">Null while no instance is in DNS.</param>
/// <param name="Instances">The worst first.</param>
public sealed record MarkedService(string Name, string? DnsName, IReadOnlyList<MarkedInstance> Instances)
{
    public Mark Worst => Instances[0].Mark;

    public int InDns { get; } = Instances.Count(one => one.IsInDns);

    public int Hosts { get; } = Instances.Select(one => one.Instance.Host).Distinct().Count();

    public double TroubleShare { get; } = (double)Instances.Count(one => one.Mark.IsTrouble) / Instances.Count;
}

internal static class Severities
{
    extension(HostView host)
    {
        public HostStatus Lease => Word.Parse<HostStatus>(host.Status);

        /// <summary>Whether its reports are missing.</summary>
        public bool IsSilent => host.Lease is HostStatus.Suspected or HostStatus.Mute or HostStatus.Lost;

        /// <summary>Whether its reports are missing, or not believed.</summary>
        public bool IsInTrouble => host.IsSilent || host.Doubt is not null;
    }

    extension(SagaView saga)
    {
        public HealthState Health => Word.Parse<HealthState>(saga.State);

        public bool IsTrouble => saga.Severity > 0;

        /// <summary>Orders sagas by how urgently a person must look; 0 for not at all.</summary>
        public int Severity => saga.Health switch
        {
            HealthState.Stuck => 4,
            HealthState.Condemned or HealthState.Draining => 3,
            HealthState.Spared or HealthState.Unproven => 2,
            HealthState.Suspect => 1,
            _ => 0,
        };
    }
}
