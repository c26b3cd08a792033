using System.Net;
using Pipeline.Aws.DeadLetters;
using Pipeline.HealthSaga;
using Pipeline.HealthSaga.Stopping;
using Pipeline.History;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Status;
using Pipeline.Projector;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Store.Schemas;

namespace Pipeline.Composition;

/// <summary>The embedded defaults: an in-memory bus, a DNS server on this machine, one agent for each engine.</summary>
internal sealed class LocalParts(TimeProvider time) : IParts
{
    public void Add(IServiceCollection services, UpPlan plan)
    {
        var settings = plan.Settings;

        // First, because the database is prepared before anything reads it.
        var use = settings.Database is null ? DatabaseUse.Private : DatabaseUse.PreparedAtStart;
        services.AddPostgresRegistry(plan.Database, use);
        services.AddPostgresSagas(plan.Database, use);
        services.AddRetention(plan.Database, settings.Retention);

        services.AddSingleton(given => new LocalZone(settings.Domain, NameServer(settings), given.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IZone>(given => given.GetRequiredService<LocalZone>());
        services.AddSingleton(given => new LocalZoneServer(
            given.GetRequiredService<LocalZone>(), settings.Dns, given.GetRequiredService<TimeProvider>(),
            given.GetRequiredService<ILogger<LocalZoneServer>>()));
        services.AddHostedService<LocalDns>();

        services.AddProjector(settings.Projector());
        services.AddSingleton<ITaskStopper, EngineStopper>();
        services.AddHealthSaga(settings.HealthSaga());
        services.AddRegistryReader(settings.Domain, settings.Addresses, settings.ProtocolNames);
        services.AddHealthReader();
        services.AddInMemoryBus(bus => bus.AddHealthSagaConsumers());

        services.AddSingleton<ReportProgressWait>();
        services.AddSingleton<StartupWait>();
        services.AddSingleton<HostAgents>();
        services.AddSingleton<IHostEngines>(given => given.GetRequiredService<HostAgents>());
        services.AddHostedService(given => given.GetRequiredService<HostAgents>());

        services.AddHealthChecks()
            .AddCheck<ZoneCheck>("zone")
            .AddCheck<MessagesCheck>("messages")
            .AddCheck<HostsCheck>("hosts");
    }

    public IPEndPoint DnsOf(IServiceProvider services) => services.GetRequiredService<LocalZoneServer>().EndPoint;

    public Task ReadyAsync(IServiceProvider services, CancellationToken cancel) =>
        services.GetRequiredService<StartupWait>().WaitAsync(cancel);

    public IRegistryReader OpenRegistry(PipelineSettings settings, string database) =>
        new RegistryReader(new RegistryDatabase(database, time).Documents, settings.Domain, settings.Addresses, settings.ProtocolNames);

    public IServiceReader OpenServices(PipelineSettings settings, string database)
    {
        var (registry, sagas) = (new RegistryDatabase(database, time), new PostgresSagas(database));
        return new ServiceReader(
            new RegistryReader(registry.Documents, settings.Domain, settings.Addresses, settings.ProtocolNames),
            registry.History(settings.Domain), sagas.ReaderFor(settings.HealthSaga(), time),
            StatusParts.Create(this, settings, database, registry, sagas, time), settings.Domain, time);
    }

    public IChronicle OpenChronicle(PipelineSettings settings, string database) =>
        new RegistryDatabase(database, time).Chronicle(settings.Projector(), settings.Route53Budget);

    public IDeadLetters OpenDeadLetters(string queue) => SqsDeadLetters.Open(queue);

    public IHealthReader OpenHealth(PipelineSettings settings, string database) =>
        new PostgresSagas(database).ReaderFor(settings.HealthSaga(), time);

    private static IPAddress NameServer(PipelineSettings settings) =>
        settings.Dns.Address.Equals(IPAddress.Any) || settings.Dns.Address.Equals(IPAddress.IPv6Any)
            ? settings.Address ?? IPAddress.Loopback
            : settings.Dns.Address;
}
