using MassTransit;
using Pipeline.Consuming.Rejecting;
using Pipeline.Contracts;

namespace Pipeline.Projector.Verdicts;

/// <summary>
/// Applies verdicts on the health of containers, and replies after a verdict is applied. It does not reply while the removal of a record is
/// in progress; the saga repeats the verdict.
/// </summary>
public sealed class VerdictConsumer(VerdictLanes lanes, RemovalMonitor removals, TimeProvider time) :
    IConsumer<ContainerCondemned>,
    IConsumer<ContainerReinstated>
{
    public Task Consume(ConsumeContext<ContainerCondemned> context) => CarryOutAsync(context, context.Message);

    public Task Consume(ConsumeContext<ContainerReinstated> context) => CarryOutAsync(context, context.Message);

    private async Task CarryOutAsync(ConsumeContext context, IVerdict verdict)
    {
        if (VerdictIntake.FindFlaw(verdict) is { } flaw) throw new MessageRejectedException($"{verdict.GetType().Name} {flaw}");
        await lanes.FoldAsync(verdict, context.CancellationToken);
        if (await removals.ReadAsync(verdict, context.CancellationToken) is not { IsDone: true } removal) return;
        await context.Publish(new VerdictCarriedOut
        {
            ContainerId = verdict.ContainerId,
            Run = verdict.Run,
            Sequence = verdict.Sequence,
            ChangeId = removal.ChangeId,
            At = time.GetUtcNow(),
        });
    }
}
