using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Settings;

namespace Pipeline.HealthSaga.Saga;

/// <summary>What a person orders by hand: retry a step, or release a container. It is saved here; the judging process acts on it.</summary>
public sealed class ManualOrders(ISagaStore store, HealthSettings settings, TimeProvider time)
{
    private const int Attempts = 5;

    /// <exception cref="ImpossibleOrderException">The order is not possible in the saga's state.</exception>
    /// <exception cref="InvalidOperationException">The container has no saga.</exception>
    public async Task OrderAsync(string containerId, HealthTrigger order, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var saga = await store.LoadAsync(SagaId.Of(containerId), cancel)
                ?? throw new InvalidOperationException($"{containerId} has no saga");
            if (!HealthMachine.CanFire(saga.Health!.State, order))
                throw new ImpossibleOrderException(saga.Health, order);
            saga.Take(containerId, new HealthSignal.ByHand(order), settings.Policy, time.GetUtcNow());
            try
            {
                await store.SaveAsync([saga], cancel);
                return;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // The saga changed meanwhile, so the order may mean something else: read it again.
            }
        }
    }
}
