using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Consuming;
using Pipeline.Core.Pacing;
using Pipeline.Core.Registration;
using Pipeline.Projector.Election;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Names;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Verdicts;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector;

/// <summary>Registers a projector. The caller registers the zone and the bus's transport.</summary>
public static class ProjectorHosting
{
    /// <summary>Registers the services that fold facts into the registry. <see cref="IRegistryStore"/> must also be registered.</summary>
    public static IServiceCollection AddRegistryWriter(this IServiceCollection services, ProjectorSettings settings)
    {
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<IdSource>(Guid.CreateVersion7);
        services.AddSingleton<OwnersFile>();
        if (settings.Names is { OwnersFile: not null } or { OwnersList: not null })
            services.AddHostedService(given => given.GetRequiredService<OwnersFile>());

        return services
            .AddWaitingMessages()
            .AddSingleton(settings)
            .AddSingleton(given =>
            {
                var owners = given.GetRequiredService<OwnersFile>();
                return new Registrar(settings.Domain, settings.Admission, () => owners.Rules);
            })
            .AddSingleton<RegistryWriter>()
            .AddSingleton<FoldingLanes>()
            .AddHostedService(given => given.GetRequiredService<FoldingLanes>());
    }

    /// <summary>
    /// Registers the services that fold facts and reconcile the zone. An <see cref="IZone"/> and a store (<see cref="IRegistryStore"/>,
    /// <see cref="IRegistryState"/>, <see cref="IChangeFeed"/>, <see cref="ILedgerStore"/>, <see cref="ILeaderLeases"/>) must also be
    /// registered; an <see cref="IHostWitness"/> is optional.
    /// </summary>
    public static IServiceCollection AddProjector(this IServiceCollection services, ProjectorSettings settings) => services
        .AddRegistryWriter(settings)
        .AddSingleton(given => settings.DescribeZone(given.GetRequiredService<IZone>().Limits.Sets))
        .AddSingleton<ZoneLedger>()
        .AddSingleton<IZoneView, ZoneView>()
        .AddSingleton<ZoneTurn>()
        .AddSingleton<Propagation>()
        .AddSingleton<LeaderFence>()
        .AddSingleton<ZoneInspection>()
        .AddSingleton<ZoneWriter>()
        .AddSingleton<ZonePass>()
        .AddSingleton<ZoneReconciler>()
        .AddSingleton<WitnessReports>()
        .AddSingleton<LeaseWatch>()
        .AddSingleton<NameWatch>()
        .AddSingleton<RemovalMonitor>()
        .AddSingleton<VerdictLanes>()
        .AddHostedService(given => given.GetRequiredService<VerdictLanes>())
        .AddSingleton<Progress>()
        .AddSingleton<LeaderWatch>()
        .AddSingleton(given => new LeaderElection(
            given.GetRequiredService<ILeaderLeases>(), settings.Holder, given.GetRequiredService<IdSource>(),
            given.GetRequiredService<LeaderWatch>(), settings.Terms, given.GetRequiredService<TimeProvider>()))
        .AddSingleton<LeaderLoop>()
        .AddHostedService(given => given.GetRequiredService<LeaderLoop>());

    /// <summary>Registers the projector's consumers, for any transport.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="scope">The prefix of the queues' names; null for none.</param>
    public static void AddProjectorConsumers(this IRegistrationConfigurator bus, string? scope = null)
    {
        bus.AddConsuming();
        bus.AddConsumer<FactConsumer, FactConsumerDefinition>()
            .Endpoint(endpoint => endpoint.Name = Scoped(FactConsumerDefinition.Queue));
        bus.AddConsumer<VerdictConsumer, VerdictConsumerDefinition>()
            .Endpoint(endpoint => endpoint.Name = Scoped(VerdictConsumerDefinition.Queue));

        string Scoped(string queue) => scope is null ? queue : $"{scope}_{queue}";
    }
}
