using System.Net;
using Pipeline.Aws.DeadLetters;
using Pipeline.Commands;
using Pipeline.HealthSaga;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Stopping;
using Pipeline.History;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.Projector;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;

namespace Pipeline.Composition;

/// <summary>The parts on their embedded defaults: a bus in memory, a zone on this machine, an agent for each engine.</summary>
internal sealed class Parts : IParts
{
    public void Add(IServiceCollection services, UpPlan plan)
    {
        var settings = plan.Settings;
        services.AddSingleton(given => new LocalZone(settings.Domain, NameServer(settings), given.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IZone>(given => given.GetRequiredService<LocalZone>());
        services.AddSingleton(given => new LocalZoneServer(
            given.GetRequiredService<LocalZone>(), settings.Dns, given.GetRequiredService<TimeProvider>(), given.GetRequiredService<ILogger<LocalZoneServer>>()));
        services.AddHostedService<LocalDns>();

        services.AddProjector(new()
        {
            Domain = settings.Domain,
            Ttl = settings.Ttl,
            Layout = settings.Layout,
            Admission = new(settings.Health.AdmitOnceHealthy, settings.Health.Checks),
        });
        services.AddSingleton<ITaskStopper, EngineStopper>();
        services.AddPostgresSagas(plan.Database);
        services.AddHealthSaga(HealthOf(settings));
        services.AddPostgresRegistry(plan.Database);
        services.AddRegistryReader(settings.Domain);
        services.AddHealthReader();
        services.AddInMemoryBus(bus => bus.AddHealthSagaConsumers());

        services.AddSingleton<Following>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<HostAgents>();
        services.AddHostedService(given => given.GetRequiredService<HostAgents>());

        services.AddHealthChecks()
            .AddCheck<ZoneCheck>("zone")
            .AddCheck<HostsCheck>("hosts");
    }

    public IPEndPoint DnsOf(IServiceProvider services) => services.GetRequiredService<LocalZoneServer>().EndPoint;

    public Task ReadyAsync(IServiceProvider services, CancellationToken cancel) => services.GetRequiredService<Readiness>().WaitAsync(cancel);

    public IRegistryReader OpenRegistry(PipelineSettings settings, string database) =>
        new RegistryReader(new RegistryDatabase(database, TimeProvider.System).Documents, settings.Domain);

    public IChronicle OpenChronicle(PipelineSettings settings, string database) =>
        new RegistryDatabase(database, TimeProvider.System).Chronicle(PlanCommand.ProjectorOf(settings), PlanCommand.BudgetOf(settings));

    public IDeadLetters OpenDeadLetters(string queue) => SqsDeadLetters.Open(queue);

    public IHealthReader OpenHealth(PipelineSettings settings, string database) =>
        new PostgresSagas(database).ReaderFor(HealthOf(settings), TimeProvider.System);

    internal static HealthSettings HealthOf(PipelineSettings settings) => new()
    {
        Domain = settings.Domain,
        Policy = settings.Health with { Ttl = settings.Ttl },
        Governor = settings.Governor,
    };

    private static IPAddress NameServer(PipelineSettings settings) =>
        settings.Dns.Address.Equals(IPAddress.Any) || settings.Dns.Address.Equals(IPAddress.IPv6Any)
            ? settings.Address ?? IPAddress.Loopback
            : settings.Dns.Address;
}
