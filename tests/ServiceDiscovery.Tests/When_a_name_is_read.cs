using Pipeline.ServiceDiscovery.Naming;

namespace Pipeline.ServiceDiscovery.Tests;

public sealed class When_a_name_is_read
{
    [Theory]
    [InlineData("calc", "calc")]
    [InlineData("Calc", "calc")]
    [InlineData("calc.", "calc")]
    [InlineData("calc.lab.internal", "calc")]
    [InlineData("v2.calc.lab.internal.", "v2.calc")]
    [InlineData("_calc._tcp", "_calc._tcp")]
    [InlineData("lab.internal", null)]
    [InlineData(".lab.internal", null)]
    [InlineData("calc.elsewhere.internal", null)]
    [InlineData("notlab.internal", null)]
    [InlineData("localhost", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("", null)]
    public void It_is_a_service_of_the_domain_or_none(string host, string? service) =>
        ServiceHost.FindService(host, "lab.internal").ShouldBe(service);
}
