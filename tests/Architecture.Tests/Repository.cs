using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Pipeline.Architecture.Tests;

/// <summary>The sources as they lie in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(Path.GetDirectoryName(Here())!);

    private static readonly IReadOnlyDictionary<string, string> Projects = Files("src", "*.csproj")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => file);

    /// <summary>The rooms: each project below <c>src</c>, by its name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Rooms { get; } =
        Projects.ToDictionary(project => project.Key, project => XDocument.Load(project.Value));

    /// <summary>Every C# file below <c>src</c>, as a path from the root with forward slashes, and its lines.</summary>
    public static IReadOnlyDictionary<string, string[]> Sources { get; } = Lines("src");

    /// <summary>The same for another folder of the repository.</summary>
    public static IReadOnlyDictionary<string, string[]> Lines(string folder) =>
        Files(folder, "*.cs").ToDictionary(Relative, File.ReadAllLines);

    /// <summary>A room's folder, as a path from the root.</summary>
    public static string Folder(string room) => Relative(Path.GetDirectoryName(Projects[room])!);

    /// <summary>A property that a room's project file sets; null when it does not.</summary>
    public static string? Property(string room, string name) => (string?)Rooms[room].Descendants(name).FirstOrDefault();

    /// <summary>The namespace of a room's root folder.</summary>
    public static string RootNamespace(string room) => Property(room, "RootNamespace") ?? $"Pipeline.{room}";

    /// <summary>What a project refers to by items of a kind: the names of packages, the names of projects.</summary>
    public static IReadOnlyList<string> References(string room, string kind) =>
        [.. Rooms[room].Descendants(kind).Select(item => (string?)item.Attribute("Include")).OfType<string>()
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal)
                ? name.Replace('\\', '/').Split('/')[^1][..^".csproj".Length]
                : name)];

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Where(IsSource);

    private static bool IsSource(string file) => !Relative(file).Split('/').Any(folder => folder is "bin" or "obj");

    private static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Pipeline.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No Pipeline.sln above."));

    private static string Here([CallerFilePath] string file = "") => file;
}
