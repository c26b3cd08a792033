using MassTransit;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Registration;
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
        if (Accept(context) is not { } fact) return;

        // One that has no checked port any more is found by the next full report.
        if (FactSignals.ForContainer(fact, fact.Container, settings) is { } signal && signal.BeginsSaga())
            await SignalAsync(context, fact, fact.Container.Id, signal);
    }

    public async Task Consume(ConsumeContext<ContainerStopping> context)
    {
        if (Accept(context) is not { } fact) return;
        await SignalAsync(context, fact, fact.ContainerId, new HealthSignal.IsStopping(fact.Host.Name, fact.Stamp));
    }

    public async Task Consume(ConsumeContext<ContainerPaused> context)
    {
        if (Accept(context) is not { } fact) return;
        await SignalAsync(context, fact, fact.ContainerId, new HealthSignal.IsPaused(fact.Host.Name, fact.Stamp));
    }

    public async Task Consume(ConsumeContext<ContainerStopped> context)
    {
        if (Accept(context) is not { } fact) return;
        var ended = new HealthSignal.HasEnded(fact.Host.Name, fact.Stamp, FactSignals.EndText(fact));
        await SignalAsync(context, fact, fact.ContainerId, ended);
    }

    public async Task Consume(ConsumeContext<HostReported> context)
    {
        if (Accept(context) is not { } report) return;
        var cancel = context.CancellationToken;
        if (await reports.IsLateAsync(report, cancel)) return;
        foreach (var (container, signal) in await reports.DifferencesAsync(report, cancel))
            await context.Publish(new ContainerStated(container, signal), cancel);
        await reports.RenewAsync(report, cancel);
    }

    public async Task Consume(ConsumeContext<HostLeft> context)
    {
        if (Accept(context) is not { } fact) return;
        var cancel = context.CancellationToken;
        if (await reports.IsLateAsync(fact, cancel)) return;
        var left = new HealthSignal.HasEnded(fact.Host.Name, fact.Stamp, $"its host left: {fact.Reason}");
        foreach (var container in await reports.LiveOnAsync(fact.Host.Name, cancel))
            await context.Publish(new ContainerStated(container.ContainerId, left), cancel);
        await reports.RenewAsync(fact, cancel);
    }

    /// <summary>The fact without the parts that do not count; null if it is rejected, which the registry reports.</summary>
    private static T? Accept<T>(ConsumeContext<T> context) where T : class, IHostFact => FactIntake.Accept(context.Message).Fact as T;

    private async Task SignalAsync(ConsumeContext context, IHostFact fact, string container, HealthSignal signal)
    {
        var cancel = context.CancellationToken;
        if (!await reports.IsLateAsync(fact, cancel)) await context.Publish(new ContainerStated(container, signal), cancel);
    }
}
