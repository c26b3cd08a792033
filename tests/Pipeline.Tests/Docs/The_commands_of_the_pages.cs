using System.Collections.Immutable;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;

namespace Pipeline.Tests.Docs;

/// <summary>Each block that is marked <c>sh</c>, in each page, is typed as it stands, in one sandbox, from top to bottom.</summary>
public sealed class The_commands_of_the_pages(Moto moto, RealPostgres postgres)
{
    private const string Domain = "servicediscovery.internal";

    /// <summary>The pages in the order in which they are read. README starts what the others look at.</summary>
    private static readonly string[] First = ["README.md", "docs/operations.md"];

    /// <summary>What has a stand-in in the sandbox: why, and which test runs the real one.</summary>
    private static readonly (string Command, string Why, string Test)[] StoodInFor =
    [
        ("pipeline demo", "builds three samples and plays with them for minutes", "tests/Images.Tests/Demo/When_the_demo_runs.cs"),
        ("pipeline images", "publishes and builds seven images", "tests/Images.Tests/Images/When_the_images_are_built.cs"),
        ("pipeline publish-agent", "compiles a native executable for minutes",
            "tests/Producer.Tests/Agents/When_the_agent_is_published.cs"),
        ("pipeline test", "would run itself", ".ci/run"),
        ("pipeline bench", "measures for an hour, and nothing else may run meanwhile", "benchmarks/Program.cs"),
        ("docker", "the processes' images, and a registry", "tests/Images.Tests/Images/When_the_images_are_built.cs"),
        ("terraform", "takes minutes, and needs its provider", "tests/Terraform.Tests/When_the_complete_example_is_applied.cs"),
        ("aws", "nothing emulates Session Manager", "tests/Terraform.Tests/When_the_complete_example_is_applied.cs"),
        ("systemctl", "would change this machine", "tests/Images.Tests/Systemd/The_unit_of_the_agent.cs"),
        ("dig", "is the real one, which asks until it is answered", "tests/Pipeline.Tests/EndToEnd/When_containers_come_and_go.cs"),
    ];

    [Fact]
    public void What_has_a_stand_in_is_told_with_the_test_of_the_real_one()
    {
        Directory.EnumerateFiles(Path.Combine(Repository.Root(), "tests/Pipeline.Tests/Docs/StandIns")).Select(Path.GetFileName)
            .ShouldBe(StoodInFor.Select(one => one.Command.Split(' ')[0]).Distinct(), ignoreOrder: true);
        foreach (var (command, why, test) in StoodInFor)
            File.Exists(Path.Combine(Repository.Root(), test)).ShouldBeTrue($"{command} ({why}): {test}");
    }

    [Fact]
    public async Task Each_block_does_what_it_says()
    {
        await using var engine = await DockerEngine.StartAsync();
        await using var route53 = await Emulator.StartAsync();
        await using var sandbox = new CommandSandbox(engine, await EnvironmentAsync(route53));
        sandbox.Replace("Z0123456789ABC", route53.CreateZone(Domain));
        sandbox.Replace("Host=db;Database=pipeline;Username=pipeline;Password=secret", await postgres.CreatePreparedAsync());
        sandbox.Replace("--queue facts", "--queue docs_facts");
        sandbox.Replace("forget host-7", """forget "$(./pipeline hosts --json | grep -m 1 '"name"' | cut -d '"' -f 4)" """);
        await ProvideAsync(engine);

        var pages = First.Concat(Documents.Pages.Except(First));
        var blocks = pages.SelectMany(Documents.Blocks).Where(block => block.Language is "sh").ToList();
        blocks.Count.ShouldBeGreaterThan(12);
        var failures = new List<string>();
        foreach (var block in blocks)
        {
            if (await sandbox.TypeAsync(block) is { } failure) failures.Add(failure);
            if (!block.Text.StartsWith("./pipeline up\n", StringComparison.Ordinal)) continue;
            await ServeCalcAsync(engine, sandbox);
            sandbox.Replace("http://127.0.0.1:8080", await sandbox.ConsoleAsync());
        }

        failures.ShouldBeEmpty();
    }

    /// <summary>AWS is moto and the emulator, and what a host would learn from its instance is told.</summary>
    private async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(Emulator route53) =>
        Moto.Environment(await moto.EndpointAsync()).ToImmutableDictionary().SetItems(new Dictionary<string, string>
        {
            ["AWS_REGION"] = "eu-west-1",
            ["AWS_ENDPOINT_URL_ROUTE_53"] = route53.Endpoint.AbsoluteUri,
            ["Pipeline__Console"] = "http://127.0.0.1:0",
            ["Pipeline__Scope"] = "docs",
            ["Pipeline__HostId"] = "i-0123456789abcdef0",
            ["Pipeline__HostAddress"] = "127.0.0.1",
            ["Pipeline__Health__Interval"] = "1",
            ["Pipeline__Health__Timeout"] = "1",
            ["Pipeline__Health__Grace"] = "1",
        });

    /// <summary>The image that the pages start; it need not serve anything.</summary>
    private static async Task ProvideAsync(DockerEngine engine)
    {
        var seed = await engine.RunAsync();
        await engine.DockerAsync("commit", seed, "nginx:alpine");
        await engine.DockerAsync("rm", "-f", seed);
    }

    /// <summary>The container that the pages ask about: it claims a name, and never passed its check.</summary>
    private static async Task ServeCalcAsync(DockerEngine engine, CommandSandbox sandbox)
    {
        await engine.RunAsync("--name", "calc-1", "-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        await sandbox.UntilAsync("""./pipeline saga calc-1 --json | grep -q '"state": "Unproven"'""");
    }
}
