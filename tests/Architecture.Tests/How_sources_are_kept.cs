namespace Pipeline.Architecture.Tests;

public sealed class How_sources_are_kept
{
    private const int LongestFile = 300;
    private const int LongestLine = 140;

    [Fact]
    public void A_line_can_be_read_without_scrolling() =>
        (from folder in (string[])["src", "tests", "benchmarks", "samples"]
         from source in Repository.Lines(folder)
         from line in source.Value.Index()
         where line.Item.Length > LongestLine
         select $"{source.Key}:{line.Index + 1}").ShouldBeEmpty($"a line has at most {LongestLine} columns");

    [Fact]
    public void A_file_is_one_idea_and_not_a_long_one() =>
        Repository.Sources.Where(source => source.Value.Length > LongestFile).Select(source => source.Key).ShouldBeEmpty();

    [Theory]
    [InlineData("Docker.DotNet", "src/Producer/Engines/Docker/")]
    [InlineData("ARSoft", "src/Projector/Zone/Local/")]
    [InlineData("Marten", "src/Store/")]
    [InlineData("Npgsql", "src/Store/", "src/Postgres/")]
    [InlineData("Medallion", "src/Store/")]
    [InlineData(
        "Amazon",
        "src/Aws/",
        "src/Clusters/",
        "src/Projector/Leases/Aws/",
        "src/Projector/Zone/Route53/",
        "src/HealthSaga/Stopping/Ecs/",
        "src/Producer/Outbox/Sns/",
        "src/Pipeline/Composition/AwsBus.cs")]
    public void A_vendors_types_stay_where_they_are_adapted(string vendor, params string[] folders)
    {
        Repository.Sources
            .Where(source => !folders.Any(folder => source.Key.StartsWith(folder, StringComparison.Ordinal)))
            .Where(source => source.Value.Any(line => Names(line, vendor)))
            .Select(source => source.Key).ShouldBeEmpty();

        Repository.Rooms.Keys
            .Where(room => !room.StartsWith("Aws.", StringComparison.Ordinal))
            .Where(room => Repository.References(room, "Using")
                .Any(name => name == vendor || name.StartsWith(vendor + ".", StringComparison.Ordinal)))
            .ShouldBeEmpty("a global using would carry the vendor everywhere");
    }

    /// <summary>
    /// Whether a line of code, not of comment, names a namespace: <c>using Docker.DotNet;</c>, <c>Docker.DotNet.Models.X</c>.
    /// </summary>
    private static bool Names(string line, string vendor)
    {
        var code = line.Split("//")[0].TrimStart();
        return code.StartsWith($"using {vendor}", StringComparison.Ordinal)
            || code.StartsWith($"global using {vendor}", StringComparison.Ordinal)
            || code.Contains($"{vendor}.", StringComparison.Ordinal);
    }
}
