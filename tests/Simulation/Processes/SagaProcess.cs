using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga;
using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Stopping;
using Pipeline.Tests.Simulation.Clocks;
using Pipeline.Tests.Simulation.Edges;
using Pipeline.Tests.Simulation.Machines;
using Pipeline.Tests.Simulation.Messaging;
using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Processes;

/// <summary>A health saga process: it checks its share of the ports, consumes signals, and judges where it holds the lock.</summary>
internal sealed class SagaProcess(
    string name, MachineClock machine, Random random, SimulatedBus bus, StoryLogs logs, Func<SimulatedProcess, StoreConnection> connect,
    HealthSettings settings, Fleet fleet, ITaskStopper stopper, Func<TimeSpan> drawLatency)
    : ServiceProcess(name, machine, random, bus, logs, connect, (process, store, services) =>
    {
        store.AddSagasTo(services);
        services.AddSingleton(Remote.Wrap(stopper, new Link(process, drawLatency)));
        services.AddSingleton<IPortProbe>(new SimulatedProbe(process, fleet, drawLatency));
        services.AddHealthSaga(settings with { Prober = name });
    })
{
    private readonly SimulatedBus bus = bus;

    protected override void Consume()
    {
        var facts = new HostFactConsumer(Services.GetRequiredService<ReportComparison>(), Services.GetRequiredService<HealthSettings>());
        var answers = new DecisionAppliedConsumer();
        var stops = new StopTaskConsumer(
            Services.GetRequiredService<ISagaStore>(), Services.GetRequiredService<IFleetReader>(),
            Services.GetRequiredService<ITaskStopper>(),
            Services.GetRequiredService<ILogger<StopTaskConsumer>>());
        var route = new Route().To<ContainerStarted>(facts).To<ContainerStopping>(facts).To<ContainerPaused>(facts)
            .To<ContainerStopped>(facts).To<HostReported>(facts).To<HostLeft>(facts)
            .To<VerdictCarriedOut>(answers).To<StopTask>(stops);
        var time = Services.GetRequiredService<TimeProvider>();
        var signals = new SagaMailbox(Services, Services.GetRequiredService<ISagaStore>(), Publish);
        bus.HealthFacts.Attach(this, message => Retry.RunAsync(() => ConsumeAsync(route, message), MayPass, time));
        bus.Answers.Attach(this, message => ConsumeAsync(route, message));
        bus.Stops.Attach(this, message => Retry.RunAsync(() => ConsumeAsync(route, message), MayPass, time));
        bus.Signals.Attach(this, message => signals.ConsumeAsync(message, MayPass, time));
    }

    private Task ConsumeAsync(Route route, Message message) =>
        route.ConsumeAsync(Wire.Read(message.Body, message.Type), Publish, Services);

    private static bool MayPass(Exception failure) =>
        StoreFailures.IsTransient(failure) || failure is OperationCanceledException or TimeoutException or IOException;
}
