using Amazon;

namespace Pipeline.Aws.Runtime.Operations;

/// <summary>
/// Collections without a value: null, or empty if <see cref="AWSConfigs.InitializeCollections"/> is set, as in version 4 of the official
/// packages.
/// </summary>
public static class Unset
{
    public static List<T>? List<T>() => AWSConfigs.InitializeCollections ? [] : null;

    public static Dictionary<string, T>? Map<T>() => AWSConfigs.InitializeCollections ? [] : null;
}
