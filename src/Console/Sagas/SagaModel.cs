using Pipeline.History.Sagas;

namespace Pipeline.Console.Sagas;

/// <summary>A container's saga.</summary>
/// <param name="Doubt">Why another host's word about the container is not believed; null if no other host reports it.</param>
public sealed record SagaModel(SagaStory Story, string? Doubt);
