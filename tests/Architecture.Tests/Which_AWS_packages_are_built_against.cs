using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace Pipeline.Architecture.Tests;

/// <summary>
/// One switch replaces every project below src/Aws by the official package of its name.
/// (These tests evaluate the projects; they do not build them.)
/// </summary>
public sealed class Which_AWS_packages_are_built_against
{
    /// <summary>Every project that names an AWS package.</summary>
    public static TheoryData<string> Projects =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(Repository.Root, "artifacts"), StringComparison.Ordinal))
            .Where(file => XDocument.Load(file).Descendants("AwsPackage").Any())
            .Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory, MemberData(nameof(Projects))]
    public async Task By_default_they_are_ours(string project)
    {
        var (packages, projects) = await EvaluateAsync(project, official: false);

        packages.Intersect(Named(project)).ShouldBeEmpty();
        projects.Count(IsOurs).ShouldBe(Named(project).Count);
    }

    [Theory, MemberData(nameof(Projects))]
    public async Task Under_the_switch_they_are_the_official_ones(string project)
    {
        var (packages, projects) = await EvaluateAsync(project, official: true);

        Named(project).ShouldBeSubsetOf(packages);
        projects.Where(IsOurs).ShouldBeEmpty();
    }

    [Fact]
    public void No_room_refers_to_ours_but_by_the_official_names() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => !IsOurs(file) && References(file).Any(IsOurs))
            .ShouldBeEmpty();

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference").Select(item => (string?)item.Attribute("Include") ?? "");

    private static bool IsOurs(string path) =>
        path.Replace('\\', '/').Contains("Aws/Sdk/") || path.EndsWith("Aws.Transport.csproj", StringComparison.Ordinal);

    private static List<string> Named(string project) =>
        [
            .. XDocument.Load(Path.Combine(Repository.Root, project))
                .Descendants("AwsPackage")
                .Select(item => (string)item.Attribute("Include")!),
        ];

    private static async Task<(List<string> Packages, List<string> Projects)> EvaluateAsync(string project, bool official)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "msbuild",
                Path.Combine(Repository.Root, project),
                "-getItem:PackageReference",
                "-getItem:ProjectReference",
                $"-p:OfficialAwsPackages={official}",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, said);

        using var items = JsonDocument.Parse(said);
        return (Identities("PackageReference"), Identities("ProjectReference"));

        List<string> Identities(string kind) =>
            [
                .. items.RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray()
                    .Select(item => item.GetProperty("Identity").GetString()!),
            ];
    }
}
