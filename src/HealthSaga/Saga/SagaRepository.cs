using Marten;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga.Saga;

/// <summary>Keeps the sagas of MassTransit in Marten: one session a message, the saga and what happened to it in one transaction.</summary>
/// <remarks>Of two that change one saga at once, the second fails with what <see cref="StoreFailures.IsConflict"/> knows, and is done again.</remarks>
internal sealed class SagaRepositoryContextFactory(HealthStore store, ISagaConsumeContextFactory<IDocumentSession, ContainerHealthSaga> contexts) :
    ISagaRepositoryContextFactory<ContainerHealthSaga>
{
    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<ContainerHealthSaga, T>> next) where T : class
    {
        await using var session = store.OpenSession();
        await next.Send(new SagaRepositoryContext<T>(session, context, contexts));
    }

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<ContainerHealthSaga> query, IPipe<SagaRepositoryQueryContext<ContainerHealthSaga, T>> next) where T : class =>
        throw new NotSupportedException("A container's saga is found by the container alone.");

    public void Probe(ProbeContext context) => context.Add("persistence", "marten");
}

/// <summary>One message's dealings with its saga.</summary>
internal sealed class SagaRepositoryContext<T> : ConsumeContextScope<T>, SagaRepositoryContext<ContainerHealthSaga, T> where T : class
{
    private readonly IDocumentSession session;
    private readonly ConsumeContext<T> message;
    private readonly ISagaConsumeContextFactory<IDocumentSession, ContainerHealthSaga> contexts;

    public SagaRepositoryContext(IDocumentSession session, ConsumeContext<T> message, ISagaConsumeContextFactory<IDocumentSession, ContainerHealthSaga> contexts)
        : base(message) => (this.session, this.message, this.contexts) = (session, message, contexts);

    public async Task<SagaConsumeContext<ContainerHealthSaga, T>> Load(Guid correlationId) =>
        await session.LoadAsync<ContainerHealthSaga>(correlationId, CancellationToken) is { } saga ? await ContextAsync(message, saga, SagaConsumeContextMode.Load) : null!;

    public Task<SagaConsumeContext<ContainerHealthSaga, T>> Add(ContainerHealthSaga instance) => ContextAsync(message, instance, SagaConsumeContextMode.Add);

    public Task<SagaConsumeContext<ContainerHealthSaga, T>> Insert(ContainerHealthSaga instance) =>
        throw new NotSupportedException("A saga is kept once it has something to keep.");

    public Task Save(SagaConsumeContext<ContainerHealthSaga> context) => WriteAsync(context.Saga);

    public Task Update(SagaConsumeContext<ContainerHealthSaga> context) => WriteAsync(context.Saga);

    public Task Delete(SagaConsumeContext<ContainerHealthSaga> context) => throw new NotSupportedException("Why a container left is kept for ever.");

    public Task Discard(SagaConsumeContext<ContainerHealthSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<ContainerHealthSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<ContainerHealthSaga, TOther>> CreateSagaConsumeContext<TOther>(
        ConsumeContext<TOther> consumeContext, ContainerHealthSaga instance, SagaConsumeContextMode mode) where TOther : class =>
        ContextAsync(consumeContext, instance, mode);

    private Task<SagaConsumeContext<ContainerHealthSaga, TOther>> ContextAsync<TOther>(
        ConsumeContext<TOther> consumed, ContainerHealthSaga saga, SagaConsumeContextMode mode) where TOther : class =>
        contexts.CreateSagaConsumeContext(session, consumed, saga, mode);

    private Task WriteAsync(ContainerHealthSaga saga) => session.Keep(saga) ? session.SaveChangesAsync(CancellationToken) : Task.CompletedTask;
}
