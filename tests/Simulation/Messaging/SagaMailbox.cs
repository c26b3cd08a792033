using MassTransit;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>
/// Consumes the signals of one process as MassTransit does: those of one container one after the other, each on the newest saga, which is
/// saved before anything is published.
/// </summary>
internal sealed class SagaMailbox(IServiceProvider services, ISagaStore store, Action<object, Type> publish)
{
    private readonly Dictionary<Guid, Task> last = [];

    public Task ConsumeAsync(Message message, Func<Exception, bool> mayPass, TimeProvider time)
    {
        var content = Wire.Read(message.Body, message.Type);
        var saga = ((CorrelatedBy<Guid>)content).CorrelationId;
        return last[saga] = AfterAsync(
            last.GetValueOrDefault(saga, Task.CompletedTask), () => Retry.RunAsync(() => FollowAsync(saga, content), mayPass, time));
    }

    private static async Task AfterAsync(Task previous, Func<Task> follow)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await follow();
    }

    private async Task FollowAsync(Guid id, object content)
    {
        var saga = await store.LoadAsync(id, CancellationToken.None);
        if (saga is null && content is ContainerSignalled) return;

        saga ??= new ContainerHealthSaga { CorrelationId = id };
        var outbox = new List<(object Message, Type Type)>();
        var context = MessageContext.Create(content, (sent, type) => outbox.Add((sent, type)), services);
        await (content is ContainerStated
            ? saga.Consume((ConsumeContext<ContainerStated>)context)
            : saga.Consume((ConsumeContext<ContainerSignalled>)context));
        await store.SaveAsync([saga], CancellationToken.None);
        foreach (var (sent, type) in outbox) publish(sent, type);
    }
}
