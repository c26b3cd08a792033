using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Saga;

/// <summary>
/// MassTransit's repository over <see cref="ISagaStore"/>: a message loads one saga and saves it with its events in one transaction.
/// </summary>
/// <remarks>When two change one saga at once, the second fails with a conflict and its message is consumed again.</remarks>
internal sealed class SagaRepositoryContextFactory(ISagaStore store, ISagaConsumeContextFactory<ISagaStore, ContainerHealthSaga> contexts) :
    ISagaRepositoryContextFactory<ContainerHealthSaga>
{
    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<ContainerHealthSaga, T>> next) where T : class =>
        next.Send(new SagaRepositoryContext<T>(store, context, contexts));

    public Task SendQuery<T>(
        ConsumeContext<T> context, ISagaQuery<ContainerHealthSaga> query, IPipe<SagaRepositoryQueryContext<ContainerHealthSaga, T>> next)
        where T : class =>
        throw new NotSupportedException("A container's saga is found by the container alone.");

    public void Probe(ProbeContext context) => context.Add("persistence", "saga store");
}

/// <summary>One message and its saga.</summary>
internal sealed class SagaRepositoryContext<T>(
    ISagaStore store, ConsumeContext<T> message, ISagaConsumeContextFactory<ISagaStore, ContainerHealthSaga> contexts) :
    ConsumeContextScope<T>(message), SagaRepositoryContext<ContainerHealthSaga, T> where T : class
{
    private readonly ConsumeContext<T> message = message;

    public async Task<SagaConsumeContext<ContainerHealthSaga, T>> Load(Guid correlationId) =>
        await store.LoadAsync(correlationId, CancellationToken) is { } saga
            ? await ContextAsync(message, saga, SagaConsumeContextMode.Load)
            : null!;

    public Task<SagaConsumeContext<ContainerHealthSaga, T>> Add(ContainerHealthSaga instance) =>
        ContextAsync(message, instance, SagaConsumeContextMode.Add);

    public Task<SagaConsumeContext<ContainerHealthSaga, T>> Insert(ContainerHealthSaga instance) =>
        throw new NotSupportedException("A saga is saved once it has something to keep.");

    public Task Save(SagaConsumeContext<ContainerHealthSaga> context) => SaveAsync(context.Saga);

    public Task Update(SagaConsumeContext<ContainerHealthSaga> context) => SaveAsync(context.Saga);

    public Task Delete(SagaConsumeContext<ContainerHealthSaga> context) =>
        throw new NotSupportedException("The retention drops sagas, and nobody else does.");

    public Task Discard(SagaConsumeContext<ContainerHealthSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<ContainerHealthSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<ContainerHealthSaga, TOther>> CreateSagaConsumeContext<TOther>(
        ConsumeContext<TOther> consumeContext, ContainerHealthSaga instance, SagaConsumeContextMode mode) where TOther : class =>
        ContextAsync(consumeContext, instance, mode);

    private async Task SaveAsync(ContainerHealthSaga saga)
    {
        try
        {
            await store.SaveAsync([saga], CancellationToken);
        }
        catch (StoreConflictException)
        {
            HealthTelemetry.CountConflict();
            throw;
        }
    }

    private Task<SagaConsumeContext<ContainerHealthSaga, TOther>> ContextAsync<TOther>(
        ConsumeContext<TOther> consumed, ContainerHealthSaga saga, SagaConsumeContextMode mode) where TOther : class =>
        contexts.CreateSagaConsumeContext(store, consumed, saga, mode);
}
