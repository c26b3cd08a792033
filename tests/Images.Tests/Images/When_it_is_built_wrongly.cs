namespace Pipeline.Images.Tests.Images;

public sealed class When_it_is_built_wrongly
{
    [Theory]
    [InlineData("there is no image nonsense", "nonsense")]
    [InlineData("--base wants a value", "--base")]
    [InlineData("--rds-ca wants a value", "--rds-ca")]
    [InlineData("unknown option --bogus", "--bogus")]
    public async Task One_line_says_what_is_wrong(string words, params string[] arguments)
    {
        var (code, said) = await PipelineScript.RunAsync(null, ["images", .. arguments]);
        code.ShouldBe(2);
        said.ShouldStartWith(words);
    }

    /// <summary>A tag that moves is no base: what is built today would be something else tomorrow.</summary>
    [Fact]
    public void Every_base_is_pinned_and_can_be_replaced()
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(Repository.File("infra/images"), "*.Dockerfile"),
            .. Directory.EnumerateFiles(Repository.File("samples"), "Dockerfile", SearchOption.AllDirectories),
        ];
        files.Length.ShouldBe(5);
        foreach (var file in files)
        {
            var lines = File.ReadAllLines(file);
            lines.Single(line => line.StartsWith("ARG BASE=", StringComparison.Ordinal))
                .ShouldMatch(@"^ARG BASE=mcr\.microsoft\.com/dotnet/[a-z-]+:10\.\d+\.\d+-noble-chiseled(-extra)?$");
            lines.First(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ShouldStartWith("FROM ${BASE}");
            lines.ShouldContain("USER 1654:1654");
        }
    }
}
