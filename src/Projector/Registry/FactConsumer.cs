using MassTransit;
using Pipeline.Contracts;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Registry;

/// <summary>
/// Consumes the facts of hosts from the bus. A message is acknowledged when its fact is committed; a fact that can never be folded goes to
/// the error queue.
/// </summary>
public sealed class FactConsumer(FoldingLanes lanes, ILogger<FactConsumer> log) :
    IConsumer<ContainerStarted>,
    IConsumer<ContainerStopping>,
    IConsumer<ContainerPaused>,
    IConsumer<ContainerStopped>,
    IConsumer<HostReported>,
    IConsumer<HostLeft>
{
    public Task Consume(ConsumeContext<ContainerStarted> context) => FoldAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ContainerStopping> context) => FoldAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ContainerPaused> context) => FoldAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ContainerStopped> context) => FoldAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<HostReported> context) => FoldAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<HostLeft> context) => FoldAsync(context.Message, context.CancellationToken);

    private async Task FoldAsync(IHostFact fact, CancellationToken cancel)
    {
        try
        {
            if (FactRules.Flaw(fact) is { } flaw)
                throw new FactRejectedException($"{fact.GetType().Name} {fact.Stamp} of host '{fact.Host?.Name}' {flaw}");
            await lanes.FoldAsync(fact, cancel);
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
