using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Producer.Watching;

/// <summary>
/// Names what a container was created from, so that its crashes are counted although each run is another container: a task that ECS starts
/// again, or <c>docker run --rm</c> below a service manager. A deployment changes it, so that it begins without crashes.
/// </summary>
internal static class ContainerTemplate
{
    /// <summary>The task definition and the container's name in it; outside ECS the container's name, image and environment.</summary>
    public static string Describe(ContainerInspection container)
    {
        if (EcsLabels.ReadTask(container.Labels) is { } task) return $"{task.Family}/{task.ContainerName}";
        var created = string.Join('\n', container.Environment.Prepend(container.ImageId).Prepend(container.Image));
        return $"{container.Name}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(created)))}";
    }
}
