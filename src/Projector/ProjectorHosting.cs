using Marten;
using MassTransit;
using Pipeline.Core.Dns;
using Pipeline.Core.Registration;
using Pipeline.Projector.Facts;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Reading;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector;

/// <summary>Puts a projector together. The zone and the bus's transport are the caller's choice.</summary>
public static class ProjectorHosting
{
    /// <summary>The registry alone, to be read.</summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services, ProjectorSettings settings)
    {
        services.AddMarten(options => RegistryStore.Configure(options, settings.Database)).UseLightweightSessions().ApplyAllDatabaseChangesOnStartup();
        return services
            .AddSingleton(settings)
            .AddSingleton<IRegistryReader>(given => new RegistryReader(given.GetRequiredService<IDocumentStore>(), settings.Domain));
    }

    /// <summary>Everything that folds facts and keeps the zone; an <see cref="IZone"/> must be registered beside it.</summary>
    public static IServiceCollection AddProjector(this IServiceCollection services, ProjectorSettings settings)
    {
        services.AddRegistry(settings);
        services.AddSingleton(new Registrar(settings.Domain));
        services.AddSingleton(new DesiredZone(settings.Domain, (int)settings.Ttl.TotalSeconds));
        services.AddSingleton<RegistryWriter>();
        services.AddSingleton<ZoneLedger>();
        services.AddSingleton<ZoneView>();
        services.AddSingleton<ZoneWriter>();
        services.AddSingleton<ZonePass>();
        services.AddSingleton<ZoneNudges>();
        services.AddSingleton<ZoneReconciler>();
        services.AddSingleton<LeaseWatch>();
        services.AddSingleton<Leadership>();
        services.AddHostedService(given => given.GetRequiredService<Leadership>());
        return services;
    }

    /// <summary>The projector's consumers, for any transport.</summary>
    public static void AddProjectorConsumers(this IRegistrationConfigurator bus) =>
        bus.AddConsumer<FactConsumer, FactConsumerDefinition>();
}
