using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Saga;

/// <summary>A person's order is not possible in the state of the container's saga.</summary>
public sealed class ImpossibleOrderException(ContainerHealth health, HealthTrigger order) :
    Exception($"{health.Name}: {order} is not possible in state {health.State}")
{
    public ContainerHealth Health => health;

    public HealthTrigger Order => order;
}
