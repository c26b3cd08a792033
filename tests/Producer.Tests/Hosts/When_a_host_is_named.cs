using CsCheck;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Hosts;

public class When_a_host_is_named
{
    [Theory]
    [InlineData("host1", "host1")]
    [InlineData("HOST1", "host1")]
    [InlineData("ip-10-0-0-7.eu-west-1.compute.internal", "ip-10-0-0-7-eu-west-1-compute-internal")]
    [InlineData("my_host", "my-host")]
    [InlineData("-x-", "x")]
    [InlineData("höst", "h-st")]
    [InlineData("...", "")]
    public void Its_name_is_made_a_label(string name, string label) => DnsLabel.FromName(name).ShouldBe(label);

    [Fact]
    public void Whatever_the_name_the_label_is_one_or_nothing() => Gen.String.Sample(name =>
    {
        var label = DnsLabel.FromName(name);
        return label.Length <= 63
            && label.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-')
            && !label.StartsWith('-')
            && !label.EndsWith('-')
            && DnsLabel.FromName(label) == label;
    });

    [Theory]
    [InlineData("unix:///var/run/docker.sock", "127.0.0.1")]
    [InlineData("tcp://10.0.0.7:2375", "10.0.0.7")]
    [InlineData("tcp://localhost:2375", "127.0.0.1")]
    [InlineData("tcp://engine.example:2375", null)]
    [InlineData("tcp://[fd00::7]:2375", null)]
    public void Its_address_is_its_endpoints(string endpoint, string? address) =>
        HostNaming.FindAddress(new Uri(endpoint)).ShouldBe(address);

    [Fact]
    public void Engines_of_one_machine_are_numbered() =>
        HostNaming.NumberEngines(["127.0.0.1", "10.0.0.7", "127.0.0.1", "127.0.0.1"]).ShouldBe(["", "", "-2", "-3"]);

    [Fact]
    public void The_engines_name_counts_unless_another_is_set()
    {
        var engine = new EngineDescription("e1", "Box.example", "docker 1", DateTimeOffset.UnixEpoch);

        HostNaming.Identify(engine, new AgentSettings()).ShouldBe(new HostIdentity("box-example", "127.0.0.1"));
        HostNaming.Identify(engine, new AgentSettings { HostName = "web", HostNameSuffix = "-2", Address = "10.0.0.7" })
            .ShouldBe(new HostIdentity("web-2", "10.0.0.7"));
        HostNaming.Identify(engine with { HostName = new string('a', 70) }, new AgentSettings { HostNameSuffix = "-2" })
            .Name.ShouldBe(new string('a', 61) + "-2");
        HostNaming.Identify(engine with { HostName = "" }, new AgentSettings()).Name.ShouldBe("host");
    }
}
