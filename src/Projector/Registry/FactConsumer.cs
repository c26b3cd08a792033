using MassTransit;
using Pipeline.Consuming.Rejecting;
using Pipeline.Contracts;
using Pipeline.Core.Registration;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Registry;

/// <summary>
/// Consumes the facts of hosts from the bus. A message is acknowledged when its fact is committed; a fact that can never be folded is
/// rejected.
/// </summary>
public sealed class FactConsumer(FoldingLanes lanes, RegistryWriter registry, ILogger<FactConsumer> log) :
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
        var intake = FactIntake.Accept(fact);
        try
        {
            if (intake.Fact is not { } accepted)
                throw new MessageRejectedException($"{fact.GetType().Name} {fact.Stamp} of host '{fact.Host?.Name}' {intake.Flaw}");
            await lanes.FoldAsync(accepted, cancel);
        }
        catch (MessageRejectedException rejection)
        {
            ProjectorTelemetry.Reject();
            if ((intake.Host ?? intake.Fact?.Host.Name) is { } host)
            {
                var flaw = intake.Flaw is { } found ? $"it {found}" : ForeignText.Bound(rejection.Message);
                await DoubtAsync(host, $"its {fact.GetType().Name} is rejected: {flaw}; correct or update its agent", cancel);
            }

            throw;
        }

        if (intake.LeftOut is not [var first, ..]) return;
        ProjectorTelemetry.LeaveOut(intake.LeftOut.Count);
        log.PartsLeftOut(fact.Host.Name, fact.GetType().Name, intake.LeftOut.Count, first);
        var reason = $"a part of its {fact.GetType().Name} does not count: {first}; correct the container, or update the agent";
        await DoubtAsync(fact.Host.Name, reason, cancel);
    }

    /// <summary>
    /// What is rejected keeps its host from being silent. If it cannot be noted now, the host's next report says it again.
    /// </summary>
    private async Task DoubtAsync(string host, string reason, CancellationToken cancel)
    {
        try
        {
            await registry.DoubtAsync(host, reason, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.DoubtNotNoted(host, FailureWords.Describe(failure));
        }
    }
}
