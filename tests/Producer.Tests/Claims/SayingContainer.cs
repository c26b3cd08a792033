
namespace Pipeline.Producer.Tests.Claims;

/// <summary>The running container of these specs, by what it says.</summary>
internal static class SayingContainer
{
    public static ContainerInspection Of(string[] environment, IReadOnlyDictionary<string, string>? labels = null) => new()
    {
        Id = "c1",
        Name = "calc-1",
        Image = "calc:1",
        Status = EngineContainerStatus.Running,
        StartedAt = DateTimeOffset.UnixEpoch,
        Environment = environment,
        Labels = labels ?? new Dictionary<string, string>(),
    };
}
