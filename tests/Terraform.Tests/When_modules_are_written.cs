using System.Text.RegularExpressions;

namespace Pipeline.Tests.Terraform;

/// <summary>The modules as they lie in the repository.</summary>
public sealed partial class When_modules_are_written(TerraformCommand terraform)
{
    public static TheoryData<string> Modules => [.. Repository.Modules];

    [Fact]
    public async Task They_are_formatted()
    {
        var (code, said) = await terraform.TryAsync(Repository.Terraform, null, "fmt", "-check", "-recursive", "-diff");
        code.ShouldBe(0, said);
    }

    [Fact]
    public async Task Each_is_valid()
    {
        var copy = terraform.Copy();
        foreach (var module in Repository.Modules)
        {
            var folder = Path.Combine(copy, module);
            await terraform.RunAsync(folder, null, "init", "-backend=false", "-no-color", "-input=false");
            await terraform.RunAsync(folder, null, "validate", "-no-color");
        }
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Each_lies_in_the_four_files_and_tells_what_it_is(string module)
    {
        foreach (var file in (string[])["main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md"])
            File.Exists(Path.Combine(Repository.Terraform, module, file)).ShouldBeTrue($"{module}/{file}");
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Every_variable_is_typed_and_described_and_every_output_described(string module)
    {
        foreach (var block in Blocks().Matches(Read(module, "variables.tf")).Select(match => match.Value))
        {
            block.ShouldContain("  description =");
            block.ShouldMatch(@"  type\s+=");
        }

        foreach (var block in Blocks().Matches(Read(module, "outputs.tf")).Select(match => match.Value))
            block.ShouldContain("  description =");
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void Every_variable_and_output_is_in_its_readme(string module)
    {
        var readme = Read(module, "README.md");
        var written = Read(module, "variables.tf") + Read(module, "outputs.tf");
        foreach (var name in Names().Matches(written).Select(match => match.Groups["name"].Value))
            readme.ShouldContain($"`{name}`");
    }

    [Fact]
    public void Alarms_listen_for_what_the_processes_say()
    {
        var logs = string.Join('\n', Repository.Files(Path.Combine(Repository.Root, "src"), "Log.cs").Select(File.ReadAllText));
        var phrases = Phrases().Matches(Read("modules/observability", "main.tf")).Select(match => match.Groups["phrase"].Value).ToList();

        phrases.Count.ShouldBeGreaterThan(8);
        foreach (var phrase in phrases) logs.ShouldContain(phrase);
    }

    private static string Read(string module, string file) => File.ReadAllText(Path.Combine(Repository.Terraform, module, file));

    [GeneratedRegex("""^(variable|output) "[^\n]*\n(.*?\n)?}""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("""^(variable|output) "(?<name>[^"]+)""", RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex("""\\"(?<phrase>[^"\\]+)\\""")]
    private static partial Regex Phrases();
}
