using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Pipeline.Architecture.Tests;

/// <summary>The sources as they lie in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(Path.GetDirectoryName(Here())!);

    /// <summary>The rooms: each project below <c>src</c>, by its folder's name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Rooms { get; } = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .Where(IsSource)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => XDocument.Load(file));

    /// <summary>Every C# file below <c>src</c>, as a path from the root with forward slashes, and its lines.</summary>
    public static IReadOnlyDictionary<string, string[]> Sources { get; } = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(IsSource)
        .ToDictionary(Relative, File.ReadAllLines);

    /// <summary>What a project refers to by items of a kind: the names of packages, the names of projects.</summary>
    public static IReadOnlyList<string> References(string room, string kind) =>
        [.. Rooms[room].Descendants(kind).Select(item => (string?)item.Attribute("Include")).OfType<string>()
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? name.Replace('\\', '/').Split('/')[^1][..^".csproj".Length] : name)];

    private static bool IsSource(string file) => !Relative(file).Split('/').Any(folder => folder is "bin" or "obj");

    private static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Pipeline.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No Pipeline.sln above."));

    private static string Here([CallerFilePath] string file = "") => file;
}
