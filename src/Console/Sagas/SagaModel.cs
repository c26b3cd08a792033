using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.Console.Sagas;

/// <summary>A container's saga.</summary>
/// <param name="Instances">The container's instances.</param>
/// <param name="Refusals">What is refused of its claims, and what has no effect.</param>
public sealed record SagaModel(SagaStory Story, IReadOnlyList<InstanceView> Instances, IReadOnlyList<RefusalView> Refusals)
{
    /// <summary>Why another host's word about the container is not believed; null if no other host reports it.</summary>
    public string? Doubt => Instances is [{ Doubt: var doubt }, ..] ? doubt : null;
}
