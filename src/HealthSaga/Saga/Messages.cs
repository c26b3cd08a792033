using MassTransit;
using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Saga;

/// <summary>A host stated something of a container: its saga begins with it, or takes it in.</summary>
[MessageUrn("Pipeline.HealthSaga.Saga:ContainerStated")]
public sealed record ContainerStated(string ContainerId, HealthSignal Signal) : CorrelatedBy<Guid>
{
    public Guid CorrelationId => SagaId.Of(ContainerId);
}

/// <summary>Something else concerns a container's health; where it has no saga, nobody.</summary>
[MessageUrn("Pipeline.HealthSaga.Saga:ContainerSignalled")]
public sealed record ContainerSignalled(string ContainerId, HealthSignal Signal) : CorrelatedBy<Guid>
{
    public Guid CorrelationId => SagaId.Of(ContainerId);
}
