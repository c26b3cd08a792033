using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Storage;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.Console.Reading;

/// <summary>Everything that stands now: the registry, and the sagas of what runs.</summary>
public sealed class FleetView
{
    private readonly Dictionary<string, SagaView> sagas;
    private readonly Dictionary<string, HostView> hosts;

    public FleetView(RegistryView registry, IReadOnlyList<SagaView> sagas, IReadOnlyList<string> freezes)
    {
        (Registry, Freezes) = (registry, freezes);
        this.sagas = sagas.ToDictionary(saga => saga.ContainerId);
        hosts = registry.Hosts.ToDictionary(host => host.Name);
        Names = registry.Instances.Select(instance => (instance.ContainerId, instance.ContainerName))
            .Concat(sagas.Select(saga => (saga.ContainerId, saga.ContainerName)))
            .DistinctBy(container => container.ContainerId).ToDictionary(container => container.ContainerId, container => container.ContainerName);
        Sagas = [.. sagas.OrderByDescending(saga => saga.Rank).ThenBy(saga => saga.Since)];
        Instances = [.. registry.Instances.Select(instance => new MarkedInstance(instance, MarkOf(instance), this.sagas.GetValueOrDefault(instance.ContainerId)))];
        var names = registry.Services.ToDictionary(service => service.Name, service => service.DnsName);
        Services =
        [
            .. Instances.GroupBy(one => one.Instance.Service)
                .Select(service => new ServiceStanding(service.Key, names.GetValueOrDefault(service.Key), [.. service.OrderByDescending(one => one.Mark)]))
                .OrderByDescending(service => service.Worst.IsTrouble ? service.Worst : Mark.Well).ThenByDescending(service => service.TroubleShare)
                .ThenBy(service => service.Name, StringComparer.Ordinal),
        ];
    }

    public RegistryView Registry { get; }

    /// <summary>What is frozen because failures correlate, a line each.</summary>
    public IReadOnlyList<string> Freezes { get; }

    /// <summary>The services, those in trouble first.</summary>
    public IReadOnlyList<ServiceStanding> Services { get; }

    public IReadOnlyList<MarkedInstance> Instances { get; }

    /// <summary>What containers are called, by their identifiers.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }

    /// <summary>The sagas, failures first.</summary>
    public IReadOnlyList<SagaView> Sagas { get; }

    public int ServicesInTrouble => Services.Count(service => service.Worst.IsTrouble);

    public int SagasInTrouble => Sagas.Count(saga => saga.IsTrouble);

    public int HostsInTrouble => Registry.Hosts.Count(host => host.IsInTrouble);

    private Mark MarkOf(InstanceView instance) => (sagas.GetValueOrDefault(instance.ContainerId)?.Standing, instance.Status) switch
    {
        (HealthState.Condemned or HealthState.Draining or HealthState.Stuck, _) or (_, "condemned") => Mark.Leaving,
        (HealthState.Suspect or HealthState.Unproven or HealthState.Spared, _) => Mark.Failing,
        _ when hosts.GetValueOrDefault(instance.Host) is { IsInTrouble: true } => Mark.Silent,
        (HealthState.Stopping or HealthState.Paused, _) or (_, "stopping" or "paused") => Mark.Resting,
        (HealthState.Starting, _) or (_, "not healthy yet") => Mark.Starting,
        _ => Mark.Well,
    };
}

/// <summary>One instance with its mark.</summary>
/// <param name="Saga">Its container's; null where nobody looks after its health.</param>
public sealed record MarkedInstance(InstanceView Instance, Mark Mark, SagaView? Saga)
{
    /// <summary>Whether its name answers with it.</summary>
    public bool Answers => Instance.Status == "running";
}

/// <summary>A service and how it is.</summary>
/// <param name="DnsName">Null while none of its instances answers.</param>
/// <param name="Instances">The worst first.</param>
public sealed record ServiceStanding(string Name, string? DnsName, IReadOnlyList<MarkedInstance> Instances)
{
    public Mark Worst => Instances[0].Mark;

    public int Answering => Instances.Count(one => one.Answers);

    public int Hosts => Instances.Select(one => one.Instance.Host).Distinct().Count();

    public double TroubleShare => (double)Instances.Count(one => one.Mark.IsTrouble) / Instances.Count;
}

internal static class Standings
{
    extension(HostView host)
    {
        public HostStatus Standing => StoredWords.Parse<HostStatus>(host.Status);

        /// <summary>Whether it is not heard, and ought to be.</summary>
        public bool IsInTrouble => host.Standing is HostStatus.Suspected or HostStatus.Mute or HostStatus.Lost;
    }

    extension(SagaView saga)
    {
        public HealthState Standing => StoredWords.Parse<HealthState>(saga.State);

        public bool IsTrouble => saga.Rank > 0;

        /// <summary>How much it wants a person: the more the higher, 0 for not at all.</summary>
        public int Rank => saga.Standing switch
        {
            HealthState.Stuck => 4,
            HealthState.Condemned or HealthState.Draining => 3,
            HealthState.Spared or HealthState.Unproven => 2,
            HealthState.Suspect => 1,
            _ => 0,
        };
    }
}
