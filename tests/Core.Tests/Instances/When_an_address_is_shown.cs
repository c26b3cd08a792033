using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Tests.Instances;

public sealed class When_an_address_is_shown
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7:80", "192.0.2.7:80/tcp")]
    [InlineData("2001:db8::1", "[2001:db8::1]:80", "[2001:db8::1]:80/tcp")]
    public void An_ipv6_address_is_put_in_brackets(string address, string shown, string withProtocol)
    {
        var at = new TransportAddress(address, 80, TransportProtocol.Tcp);

        at.FormatAddressAndPort().ShouldBe(shown);
        at.ToString().ShouldBe(withProtocol);
    }
}
