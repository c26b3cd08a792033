using Pipeline.Core.Instances;

namespace Pipeline.Console.Reading;

/// <summary>An instance that is, or was, registered.</summary>
/// <param name="ContainerName">Null where it is not known any more.</param>
public sealed record PastInstance(string ContainerId, string? ContainerName, Instance Instance)
{
    /// <summary>The instance that an event registered or withdrew; null for other events.</summary>
    public static Instance? Find(object happened) => happened switch
    {
        InstanceRegistered registered => registered.Instance,
        InstanceWithdrawn withdrawn => withdrawn.Instance,
        _ => null,
    };
}
