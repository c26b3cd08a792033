using System.Runtime.CompilerServices;

namespace Pipeline.Tests.Support;

/// <summary>Reads files of the repository that tests compare with the code.</summary>
internal static class Repository
{
    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root(), .. path]));

    public static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
