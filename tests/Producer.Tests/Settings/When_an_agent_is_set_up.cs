using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Producer.Agents;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Hosts;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Settings;

public class When_an_agent_is_set_up
{
    public static TheoryData<string, AgentSettings> Bad => new()
    {
        { "HostName", new AgentSettings { HostName = "..." } },
        { "HostNameSuffix", new AgentSettings { HostNameSuffix = "-" } },
        { "Address", new AgentSettings { Address = "fd00::7" } },
        { "Address", new AgentSettings { Address = "10.1" } },
        { "ReportInterval", new AgentSettings { ReportInterval = TimeSpan.FromMilliseconds(10) } },
        { "DrainLimit", new AgentSettings { DrainLimit = TimeSpan.Zero } },
        { "OutboxCapacity", new AgentSettings { OutboxCapacity = 0 } },
        { "EcsIntrospection", new AgentSettings { EcsIntrospection = new Uri("ftp://localhost") } },
    };

    [Fact]
    public void The_defaults_are_good() => new AgentSettings().Validate().ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_setting_is_named(string setting, AgentSettings settings) =>
        settings.Validate().ShouldHaveSingleItem().ShouldStartWith($"{setting}: ");

    [Fact]
    public void A_bad_setting_makes_no_agent() =>
        Should.Throw<ArgumentException>(() => new HostAgent(
            new SimulatedEngine("sim-1", TimeProvider.System), new RecordingBus(), new AgentSettings { Address = "nowhere" },
            new IncarnationSource(TimeProvider.System, Random.Shared), TimeProvider.System, Random.Shared, NullLoggerFactory.Instance));
}
