using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Core.Storage;
using Pipeline.Projector;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Verdicts;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Dns;
using Pipeline.Tests.Simulation.Edges;
using Pipeline.Tests.Simulation.Messaging;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Processes;

/// <summary>A projector: it folds facts and verdicts, and leads or stands by.</summary>
internal class ProjectorProcess(
    string name, MachineClock machine, Random random, SimulatedBus bus, StoryLogs logs, Func<SimulatedProcess, StoreConnection> connect,
    ProjectorSettings settings, SimulatedZone zone, Func<TimeSpan> drawLatency, IHostWitness? witness)
    : ServiceProcess(name, machine, random, bus, logs, connect, (process, store, services) =>
    {
        services.AddRoute53Zone(
            new Route53ZoneSettings { Domain = settings.Domain, ZoneId = SimulatedZone.Id }, new Route53Client(zone, process, drawLatency));
        store.AddRegistryTo(services);
        if (witness is not null) services.AddSingleton(Remote.Wrap(witness, new Link(process, drawLatency)));
        services.AddProjector(settings);
    })
{
    private readonly SimulatedBus bus = bus;

    public bool Leads => Services.GetRequiredService<LeaderLoop>().Leads;

    protected override void Consume()
    {
        var facts = new FactConsumer(
            Services.GetRequiredService<FoldingLanes>(), Services.GetRequiredService<RegistryWriter>(),
            Services.GetRequiredService<ILogger<FactConsumer>>());
        var verdicts = new VerdictConsumer(
            Services.GetRequiredService<VerdictLanes>(), Services.GetRequiredService<RemovalMonitor>(),
            Services.GetRequiredService<TimeProvider>());
        var route = new Route().To<ContainerStarted>(facts).To<ContainerStopping>(facts).To<ContainerPaused>(facts)
            .To<ContainerStopped>(facts).To<HostReported>(facts).To<HostLeft>(facts)
            .To<ContainerCondemned>(verdicts).To<ContainerReinstated>(verdicts);
        var time = Services.GetRequiredService<TimeProvider>();
        bus.RegistryFacts.Attach(this, message => route.ConsumeAsync(Wire.Read(message.Body, message.Type), Publish, Services));
        bus.Verdicts.Attach(this, message => Retry.RunAsync(
            () => route.ConsumeAsync(Wire.Read(message.Body, message.Type), Publish, Services), StoreFailures.IsTransient, time));
    }
}
