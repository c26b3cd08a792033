using MassTransit;
using Pipeline.Contracts;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Verdicts;

/// <summary>
/// Consumes verdicts on the health of containers from the bus, and answers when a verdict is carried out. If a record of the container is
/// not yet removed from the zone, the answer is given when the verdict is repeated.
/// </summary>
public sealed class VerdictConsumer(VerdictLanes lanes, Departures departures, TimeProvider time, ILogger<VerdictConsumer> log) :
    IConsumer<ContainerCondemned>,
    IConsumer<ContainerReinstated>
{
    public Task Consume(ConsumeContext<ContainerCondemned> context) => CarryOutAsync(context, context.Message);

    public Task Consume(ConsumeContext<ContainerReinstated> context) => CarryOutAsync(context, context.Message);

    private async Task CarryOutAsync(ConsumeContext context, IVerdict verdict)
    {
        if (FactRules.Flaw(verdict) is { } flaw)
        {
            log.FactRejected($"{verdict.GetType().Name} {flaw}");
            throw new FactRejectedException($"{verdict.GetType().Name} {flaw}");
        }

        await lanes.FoldAsync(verdict, context.CancellationToken);
        if (await departures.LookAsync(verdict, context.CancellationToken) is not { IsOver: true } departure) return;
        await context.Publish(new VerdictCarriedOut
        {
            ContainerId = verdict.ContainerId,
            Run = verdict.Run,
            Sequence = verdict.Sequence,
            ChangeId = departure.ChangeId,
            At = time.GetUtcNow(),
        });
    }
}
