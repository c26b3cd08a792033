using System.Runtime.CompilerServices;

namespace Pipeline.Tests.Support;

/// <summary>What lies beside the code, and is held against it.</summary>
internal static class Repository
{
    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root(), .. path]));

    public static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
