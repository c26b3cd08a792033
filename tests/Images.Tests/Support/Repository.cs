using System.Runtime.CompilerServices;

namespace Pipeline.Images.Tests.Support;

/// <summary>The files as they lie in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../.."));

    public static string File(string path) => Path.Combine(Root, path);

    private static string Here([CallerFilePath] string file = "") => file;
}
