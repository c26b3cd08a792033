using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;

namespace Pipeline.HealthSaga.Reports;

/// <summary>
/// Consumes the facts of hosts and publishes a signal for each container that they concern. A full report is compared with the sagas first:
/// only differences are published, so that a report without news costs nothing more.
/// </summary>
public sealed class HostFactConsumer(ReportComparison reports, HealthSettings settings) :
    IConsumer<ContainerStarted>,
    IConsumer<ContainerStopping>,
    IConsumer<ContainerPaused>,
    IConsumer<ContainerStopped>,
    IConsumer<HostReported>,
    IConsumer<HostLeft>
{
    public async Task Consume(ConsumeContext<ContainerStarted> context)
    {
        var fact = context.Message;
        if (FactSignals.ForContainer(fact, fact.Container, settings) is { } signal) await SignalAsync(context, fact, fact.Container.Id, signal);
    }

    public Task Consume(ConsumeContext<ContainerStopping> context) =>
        SignalAsync(context, context.Message, context.Message.ContainerId, new HealthSignal.IsStopping(context.Message.Host.Name, context.Message.Stamp));

    public Task Consume(ConsumeContext<ContainerPaused> context) =>
        SignalAsync(context, context.Message, context.Message.ContainerId, new HealthSignal.IsPaused(context.Message.Host.Name, context.Message.Stamp));

    public Task Consume(ConsumeContext<ContainerStopped> context) =>
        SignalAsync(context, context.Message, context.Message.ContainerId, new HealthSignal.HasEnded(context.Message.Host.Name, context.Message.Stamp, FactSignals.EndText(context.Message)));

    public async Task Consume(ConsumeContext<HostReported> context)
    {
        if (await reports.IsLateAsync(context.Message, context.CancellationToken)) return;
        foreach (var (container, signal) in await reports.DifferencesAsync(context.Message, context.CancellationToken))
            await context.Publish(new ContainerStated(container, signal), context.CancellationToken);
        await reports.RenewAsync(context.Message, context.CancellationToken);
    }

    public async Task Consume(ConsumeContext<HostLeft> context)
    {
        if (await reports.IsLateAsync(context.Message, context.CancellationToken)) return;
        foreach (var container in await reports.LiveOnAsync(context.Message.Host.Name, context.CancellationToken))
            await context.Publish(
                new ContainerStated(container.ContainerId, new HealthSignal.HasEnded(context.Message.Host.Name, context.Message.Stamp, $"its host left: {context.Message.Reason}")),
                context.CancellationToken);
        await reports.RenewAsync(context.Message, context.CancellationToken);
    }

    private async Task SignalAsync(ConsumeContext context, IHostFact fact, string container, HealthSignal signal)
    {
        if (!await reports.IsLateAsync(fact, context.CancellationToken)) await context.Publish(new ContainerStated(container, signal), context.CancellationToken);
    }
}
