using System.Text.RegularExpressions;
using Pipeline.Contracts;

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

    /// <summary>By the examples: these use the root, and the root uses every module.</summary>
    [Fact]
    public async Task Each_is_valid()
    {
        foreach (var module in Repository.Modules.Where(module => module.StartsWith("modules/", StringComparison.Ordinal)))
            Read(".", "main.tf").ShouldContain($"source = \"./{module}\"");

        var copy = terraform.Copy();
        foreach (var example in Repository.Modules.Where(module => module.StartsWith("examples/", StringComparison.Ordinal)))
        {
            await terraform.RunAsync(Path.Combine(copy, example), null, "init", "-backend=false", "-no-color", "-input=false");
            await terraform.RunAsync(Path.Combine(copy, example), null, "validate", "-no-color");
        }
    }

    [Fact]
    public async Task They_pass_their_own_tests()
    {
        var copy = terraform.Copy();
        await terraform.RunAsync(copy, null, "init", "-backend=false", "-no-color", "-input=false");
        (await terraform.RunAsync(copy, null, "test", "-no-color")).ShouldContain(", 0 failed.");
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

    /// <summary>Endpoints are called as the services are, but for these.</summary>
    [Fact]
    public void A_network_of_endpoints_alone_is_told_of_every_service_that_is_called()
    {
        var readme = Read(".", "README.md");
        var called = Repository.Files(Repository.Terraform, "*.tf").SelectMany(file => Services().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["service"].Value)
            .Except(["aws"])
            .Distinct()
            .ToList();

        called.Count.ShouldBeGreaterThan(9);
        foreach (var service in called)
        {
            readme.ShouldContain(service switch
            {
                "aps" => "`aps-workspaces`",
                "ecr" => "`ecr.api`, `ecr.dkr`, `s3`",
                "ecs" => "`ecs`, `ecs-agent`, `ecs-telemetry`",
                "route53" => "`route53.amazonaws.com`",
                _ => $"`{service}`",
            });
        }
    }

    /// <summary>Every setting of every process is a variable, follows from one, or goes into <c>environment</c>.</summary>
    [Fact]
    public void A_setting_that_may_not_be_set_freely_has_a_variable_of_its_own()
    {
        var refused = Refused().Matches(Read("modules/services", "variables.tf")).Select(match => match.Groups["name"].Value).ToList();
        var told = Read("modules/services", "environment.tf") + Read("modules/services", "main.tf");

        refused.Count.ShouldBeGreaterThan(9);
        foreach (var setting in refused) told.ShouldMatch($@"\b{setting}\s+=");
        foreach (var setting in refused.Where(name => name.StartsWith(SettingNames.Prefix, StringComparison.Ordinal)))
            SettingNames.IsKnown(setting[SettingNames.Prefix.Length..]).ShouldBeTrue(setting);
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

    [GeneratedRegex("""
        "(?<service>[a-z0-9]+):[A-Z][A-Za-z]+"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Services();

    [GeneratedRegex("""
        "(?<name>Pipeline__\w+|PG[A-Z]+)",
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Refused();

    [GeneratedRegex("""\\"(?<phrase>[^"\\]+)\\""")]
    private static partial Regex Phrases();
}
