using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.HealthSaga.Statements;

/// <summary>
/// Takes what hosts state from the bus and hands each container's saga its share. A report is held against what the sagas know: only what differs
/// is handed on, so that nothing is said while nothing changes.
/// </summary>
public sealed class HostFactConsumer(HostRounds rounds, HealthSettings settings) :
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
        if (Signals.Of(fact, fact.Container, settings) is { } signal) await TellAsync(context, fact, fact.Container.Id, signal);
    }

    public Task Consume(ConsumeContext<ContainerStopping> context) =>
        TellAsync(context, context.Message, context.Message.ContainerId, new HealthSignal.IsStopping(context.Message.Host.Name, context.Message.Stamp));

    public Task Consume(ConsumeContext<ContainerPaused> context) =>
        TellAsync(context, context.Message, context.Message.ContainerId, new HealthSignal.IsPaused(context.Message.Host.Name, context.Message.Stamp));

    public Task Consume(ConsumeContext<ContainerStopped> context) =>
        TellAsync(context, context.Message, context.Message.ContainerId, new HealthSignal.HasEnded(context.Message.Host.Name, context.Message.Stamp, Signals.End(context.Message)));

    public async Task Consume(ConsumeContext<HostReported> context)
    {
        if (await rounds.IsLateAsync(context.Message, context.CancellationToken)) return;
        foreach (var (container, signal) in await rounds.DifferencesAsync(context.Message, context.CancellationToken))
            await context.Publish(new ContainerStated(container, signal), context.CancellationToken);
        await rounds.NoteAsync(context.Message, context.CancellationToken);
    }

    public async Task Consume(ConsumeContext<HostLeft> context)
    {
        if (await rounds.IsLateAsync(context.Message, context.CancellationToken)) return;
        foreach (var container in await rounds.LiveOnAsync(context.Message.Host.Name, context.CancellationToken))
            await context.Publish(
                new ContainerStated(container.ContainerId, new HealthSignal.HasEnded(context.Message.Host.Name, context.Message.Stamp, $"its host left: {context.Message.Reason}")),
                context.CancellationToken);
        await rounds.NoteAsync(context.Message, context.CancellationToken);
    }

    private async Task TellAsync(ConsumeContext context, IHostFact fact, string container, HealthSignal signal)
    {
        if (!await rounds.IsLateAsync(fact, context.CancellationToken)) await context.Publish(new ContainerStated(container, signal), context.CancellationToken);
    }
}
