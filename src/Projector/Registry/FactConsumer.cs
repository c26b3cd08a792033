using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Registration;
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
            var intake = FactIntake.Accept(fact);
            if (intake.Fact is not { } accepted)
                throw new FactRejectedException($"{fact.GetType().Name} {fact.Stamp} of host '{fact.Host?.Name}' {intake.Flaw}");
            ReportLeftOut(fact, intake.LeftOut);
            await lanes.FoldAsync(accepted, cancel);
        }
        catch (FactRejectedException rejection)
        {
            ProjectorTelemetry.Reject();
            log.FactRejected(rejection.Message);
            throw;
        }
    }

    private void ReportLeftOut(IHostFact fact, IReadOnlyList<string> leftOut)
    {
        if (leftOut.Count == 0) return;
        ProjectorTelemetry.LeaveOut(leftOut.Count);
        log.PartsLeftOut(fact.Host.Name, fact.GetType().Name, leftOut.Count, leftOut[0]);
    }
}

/// <summary>The fact can never be folded, however often it is delivered.</summary>
public sealed class FactRejectedException(string flaw, Exception? failure = null) : Exception(flaw, failure);
