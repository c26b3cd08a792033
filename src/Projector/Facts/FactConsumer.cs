using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Projector.Facts;

/// <summary>Takes what hosts state from the bus. A message is done when its fact is committed; one that can never be folded ends in the error queue.</summary>
public sealed class FactConsumer(FoldingLanes lanes, ILogger<FactConsumer> log) : IConsumer<IHostFact>
{
    public async Task Consume(ConsumeContext<IHostFact> context)
    {
        try
        {
            await lanes.FoldAsync(HostFacts.Read(context), context.CancellationToken);
        }
        catch (FactRejectedException rejection)
        {
            ProjectorTelemetry.Reject();
            log.FactRejected(rejection.Message);
            throw;
        }
    }
}

/// <summary>The fact can never be folded, however often it is delivered.</summary>
public sealed class FactRejectedException(string flaw, Exception? failure = null) : Exception(flaw, failure);
