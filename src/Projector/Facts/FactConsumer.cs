using MassTransit;
using Pipeline.Contracts;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Facts;

/// <summary>
/// Folds what hosts state into the registry, a batch a transaction. A fact that is not well formed ends in the error queue; its
/// neighbours are folded first.
/// </summary>
public sealed partial class FactConsumer(RegistryWriter registry, TimeProvider time, ILogger<FactConsumer> log) : IConsumer<Batch<IHostFact>>
{
    public async Task Consume(ConsumeContext<Batch<IHostFact>> context)
    {
        var read = context.Message.Select(HostFacts.Read).ToLookup(r => r.Flaw is null);
        await FoldAsync([.. read[true].Select(r => r.Fact!).OrderBy(fact => fact.Stamp)], context.CancellationToken);

        switch (read[false].ToList())
        {
            case []:
                return;

            case [var (_, flaw)] when context.Message.Length == 1:
                ProjectorTelemetry.Reject();
                FactRejected(log, flaw!);
                throw new FactRejectedException(flaw!);

            default:
                throw new MixedBatchException();
        }
    }

    private async Task FoldAsync(IHostFact[] facts, CancellationToken cancel)
    {
        if (facts.Length == 0) return;
        var started = time.GetTimestamp();
        var outcomes = await registry.FoldAsync(facts, cancel);
        ProjectorTelemetry.Folded(facts, outcomes, time.GetElapsedTime(started));
    }

    [LoggerMessage(LogLevel.Error, "A fact is rejected and kept in the error queue: {Flaw}")]
    private static partial void FactRejected(ILogger log, string flaw);
}

/// <summary>The message can never be folded, however often it is delivered.</summary>
public sealed class FactRejectedException(string flaw) : Exception(flaw);

/// <summary>Some of the batch can never be folded: each is to be delivered again alone, so that only the bad ones fail.</summary>
public sealed class MixedBatchException() : Exception("A batch held a fact that is not well formed.");
