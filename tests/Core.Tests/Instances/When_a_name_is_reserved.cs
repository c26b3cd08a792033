using Pipeline.Core.Instances;

namespace Pipeline.Core.Tests.Instances;

public sealed class When_a_name_is_reserved
{
    private const string Domain = "servicediscovery.internal";

    [Theory]
    [InlineData("wpad", "browsers take their proxy from it")]
    [InlineData("WPAD.", "browsers take their proxy from it", true)]
    [InlineData("isatap", "Windows tunnels IPv6 through it")]
    [InlineData("localhost", "every machine calls itself by it")]
    [InlineData("ns", "it is the name of the zone's name server")]
    [InlineData("local", "it belongs to multicast DNS")]
    [InlineData("autodiscover", "mail programs take their settings from it")]
    [InlineData("_autodiscover._tcp", "mail programs take their settings from it")]
    [InlineData("mta-sts", "mail servers take a domain's policy from it")]
    [InlineData("_acme-challenge", "certificates are issued to whoever has it")]
    [InlineData("_kerberos._udp", "clients find their directory and log in through it")]
    [InlineData("_ldap._tcp", "clients find their directory and log in through it")]
    [InlineData("_pipeline-fence", "it is the name of the zone's fence")]
    [InlineData("_ldap._tcp.dc._msdcs", "clients find their directory and log in through it", true)]
    [InlineData("wpad.batch", "browsers take their proxy from it", true)]
    [InlineData("_acme-challenge.calc", "certificates are issued to whoever has it", true)]
    public void Failure_39_a_claim_to_it_is_refused_and_says_what_it_is_used_for(string claim, string use, bool inFull = false)
    {
        var claimed = inFull ? $"{claim.TrimEnd('.')}.{Domain}" : claim;

        var (name, reason, detail) = ServiceName.Parse(claimed, Domain);

        (name, reason).ShouldBe((null, RefusalReason.Reserved));
        detail.ShouldStartWith($"'{claimed}' is reserved: {use}");
        detail.ShouldEndWith("; claim another name");
    }

    [Theory]
    [InlineData("ldap")]
    [InlineData("kerberos")]
    [InlineData("ns1")]
    [InlineData("wpad-2")]
    [InlineData("_calc._tcp")]
    [InlineData($"ns.calc.{Domain}")]
    [InlineData($"local.calc.{Domain}")]
    public void A_name_that_only_resembles_one_is_free(string claim) => ServiceName.Parse(claim, Domain).Name.ShouldNotBeNull();
}
