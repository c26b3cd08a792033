using Amazon;

namespace Pipeline.Aws.Runtime;

/// <summary>
/// Collections that nobody filled: null, unless <see cref="AWSConfigs.InitializeCollections"/> asks for empty ones, as in version 4 of the
/// official packages.
/// </summary>
public static class Unset
{
    public static List<T>? List<T>() => AWSConfigs.InitializeCollections ? [] : null;

    public static Dictionary<string, T>? Map<T>() => AWSConfigs.InitializeCollections ? [] : null;
}
