using Pipeline.Tests.RealParts;

namespace Pipeline.Images.Tests.Systemd;

public sealed class The_unit_of_the_agent
{
    private const string Unit = "infra/systemd/pipeline-agent.service";

    [Fact]
    public async Task Is_one_that_systemd_understands_and_well_shut_in()
    {
        if (!ShellCommand.Exists("systemd-analyze")) MissingPart.Skip("systemd-analyze (apt-get install systemd)");
        var folder = TemporaryDirectory.Create("unit");
        var unit = Path.Combine(folder, "pipeline-agent.service");
        var shipped = await File.ReadAllTextAsync(Repository.File(Unit));
        await File.WriteAllTextAsync(
            unit, shipped.Replace("/usr/local/bin/pipeline-producer", "/bin/true", StringComparison.Ordinal));

        await ShellCommand.RunAsync("systemd-analyze", ["verify", "--man=no", unit]);

        // From 0, shut in entirely, to 10; here in tenths.
        await ShellCommand.RunAsync("systemd-analyze", ["security", "--offline=true", "--threshold=20", unit]);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Starts_what_is_published_and_again_whenever_it_ends()
    {
        string[] lines = File.ReadAllLines(Repository.File(Unit));
        lines.ShouldContain("ExecStart=/usr/local/bin/pipeline-producer");
        lines.ShouldContain("EnvironmentFile=/etc/pipeline/agent.env");
        lines.ShouldContain("Restart=always");
        lines.ShouldContain("WantedBy=multi-user.target");
    }

    [Fact]
    public async Task Reads_an_environment_that_the_agent_takes()
    {
        // As systemd reads it: NAME=value, but for comments. What is commented out is offered, and has to exist too.
        var offered = (await File.ReadAllLinesAsync(Repository.File("infra/systemd/pipeline-agent.env.example")))
            .Select(line => line.TrimStart('#', ' '))
            .Where(line => line.StartsWith("Pipeline__", StringComparison.Ordinal))
            .Select(line => line.Split('=')[0]);
        var known = await File.ReadAllTextAsync(Repository.File("docs/configuration.md"));
        foreach (var name in offered) known.ShouldContain($"`{name}`");
    }
}
