using MassTransit;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Saga;

/// <summary>A host reported something about a container. Starts its saga, or is delivered to it.</summary>
[MessageUrn("Pipeline.HealthSaga.Saga:ContainerStated")]
public sealed record ContainerStated(string ContainerId, HealthSignal Signal) : CorrelatedBy<Guid>
{
    public Guid CorrelationId => SagaId.Of(ContainerId);
}

/// <summary>Anything else that concerns a container's health. Delivered to an existing saga only; dropped otherwise.</summary>
[MessageUrn("Pipeline.HealthSaga.Saga:ContainerSignalled")]
public sealed record ContainerSignalled(string ContainerId, HealthSignal Signal) : CorrelatedBy<Guid>
{
    public Guid CorrelationId => SagaId.Of(ContainerId);
}
