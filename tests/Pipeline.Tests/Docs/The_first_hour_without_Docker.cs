namespace Pipeline.Tests.Docs;

/// <summary>
/// README up to the deployment, typed where there is no Docker. As README says, the reader leaves out what begins with <c>docker</c>, and
/// asks for <c>calc</c> in place of <c>web</c>.
/// </summary>
public sealed class The_first_hour_without_Docker
{
    private const string OneOfCalc =
        """saga "$(./pipeline instances --service calc --json | grep -m 1 '"containerId"' | cut -d '"' -f 4)" """;

    /// <summary>Simulated hosts, also where the machine has an engine: no test touches that one.</summary>
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["Pipeline__Console"] = "http://127.0.0.1:0",
        ["Pipeline__Simulate"] = "3",
    };

    [Fact]
    public async Task Each_command_does_what_it_says()
    {
        await using var sandbox = new CommandSandbox(engine: null, Variables);
        sandbox.Replace("saga web-1 ", OneOfCalc);
        sandbox.Replace("web.servicediscovery", "calc.servicediscovery");
        sandbox.Replace("why web", "why calc");
        sandbox.Replace("--service web", "--service calc");
        sandbox.Replace("docker ", ": docker ");

        var failures = new List<string>();
        foreach (var block in Documents.Blocks("README.md").Where(block => block.Language is "sh").TakeWhile(IsBeforeDeployment))
            if (await sandbox.TypeAsync(block) is { } failure) failures.Add(failure);

        failures.ShouldBeEmpty();
    }

    private static bool IsBeforeDeployment(FencedBlock block) => !block.Text.Contains("AWS_REGION", StringComparison.Ordinal);
}
