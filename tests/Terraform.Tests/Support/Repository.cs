using System.Runtime.CompilerServices;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>The sources as they lie in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    public static string Terraform { get; } = Path.Combine(Root, "infra", "terraform");

    /// <summary>Every folder that holds a configuration, as a path below <see cref="Terraform"/>; the root is <c>.</c>.</summary>
    public static IReadOnlyList<string> Modules { get; } =
    [
        .. Files(Terraform, "*.tf")
            .Select(file => Path.GetRelativePath(Terraform, Path.GetDirectoryName(file)!))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The files of a kind below a folder, but for what tools left there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Where(file =>
            !file[folder.Length..].Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or ".terraform"));

    /// <summary>The C# below folders of <c>src</c>, as one text.</summary>
    public static string Sources(params string[] folders) => string.Join('\n', folders
        .SelectMany(folder => Files(Path.Combine(Root, "src", folder), "*.cs")).Select(File.ReadAllText));

    private static string Here([CallerFilePath] string file = "") => file;
}
