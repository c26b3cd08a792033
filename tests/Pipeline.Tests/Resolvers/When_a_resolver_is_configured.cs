using System.Net;
using Pipeline.Resolvers;
using Pipeline.Settings;

namespace Pipeline.Tests.Resolvers;

public sealed class When_a_resolver_is_configured : IDisposable
{
    private static readonly ForwardedDomain Lab = new("lab.internal", IPEndPoint.Parse("127.0.0.1:5301"));

    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public static TheoryData<string> Names => [.. ResolverTable.Names];

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    [Theory]
    [InlineData("dnsmasq", "server=/lab.internal/127.0.0.1#5301")]
    [InlineData("networkmanager", "server=/lab.internal/127.0.0.1#5301")]
    [InlineData("unbound", "    stub-addr: 127.0.0.1@5301")]
    [InlineData("systemd-resolved", "DNS=127.0.0.1:5301\nDomains=~lab.internal")]
    [InlineData("macos", "nameserver 127.0.0.1\nport 5301")]
    [InlineData("coredns", "    forward . 127.0.0.1:5301")]
    public async Task The_command_prints_the_domain_and_the_port(string name, string line)
    {
        (await RunAsync("resolver", name, "--domain", "lab.internal", "--dns", "127.0.0.1:5301")).ShouldBe(0);
        output.ToString().ShouldContain(line);
        output.ToString().ShouldContain("lab.internal");
        errors.ToString().ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public void A_file_says_where_it_goes_and_what_makes_it_count(string name)
    {
        var resolver = ResolverTable.Find(name)!;
        resolver.Write(Lab).ShouldStartWith(
            $"# {name}: questions about lab.internal go to the name server at 127.0.0.1:5301.\n"
            + $"# Write this to {resolver.File("lab.internal")}, then: {resolver.Apply}\n");
    }

    [Theory]
    [InlineData("0.0.0.0:5300", "127.0.0.1:5300")]
    [InlineData("[::]:5300", "[::1]:5300")]
    [InlineData("192.0.2.7:53", "192.0.2.7:53")]
    public void A_server_on_all_addresses_is_asked_on_loopback(string listens, string asked) =>
        new ForwardedDomain("lab.internal", IPEndPoint.Parse(listens)).AddressAndPort.ShouldBe(asked);

    [Fact]
    public async Task An_unknown_resolver_is_a_usage_error_that_names_the_nearest()
    {
        (await RunAsync("resolver", "unbond")).ShouldBe(2);
        errors.ToString().ShouldStartWith("'unbond' is no resolver: write one of unbound, ");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_free_port_is_no_port_to_ask_at()
    {
        (await RunAsync("resolver", "unbound", "--dns", "127.0.0.1:0")).ShouldBe(2);
        errors.ToString().ShouldContain("write the one that `up` printed");
    }

    [Theory]
    [InlineData("/run/systemd/resolve/stub-resolv.conf", "systemd-resolved")]
    [InlineData("/run/dnsmasq/dnsmasq.pid", "dnsmasq")]
    [InlineData("/run/NetworkManager/dnsmasq.pid", "networkmanager")]
    [InlineData("/run/unbound.pid", "unbound")]
    [InlineData("/System/Library/CoreServices/SystemVersion.plist", "macos")]
    public void A_resolver_is_found_by_what_it_leaves_on_the_machine(string trace, string name) =>
        ResolverTable.Detect(path => path == trace)!.Name.ShouldBe(name);

    [Fact]
    public void Up_says_which_command_makes_programs_resolve_the_domain() =>
        Hint(path => path == "/run/unbound.pid", _ => "").ShouldBe(
            "for this machine's programs to resolve lab.internal through unbound: ./pipeline resolver --domain lab.internal "
            + "--dns 127.0.0.1:5301 | sudo tee /etc/unbound/unbound.conf.d/pipeline.conf && sudo systemctl restart unbound");

    [Fact]
    public void Up_says_that_programs_resolve_the_domain_where_the_file_is_in_its_place() =>
        Hint(_ => true, _ => ResolverTable.Find("macos")!.Write(Lab)).ShouldBe(
            "this machine's programs resolve lab.internal through macos, as /etc/resolver/lab.internal says");

    [Fact]
    public void Up_says_that_no_resolver_runs() =>
        Hint(_ => false, _ => "").ShouldStartWith(
            "no resolver runs here that could pass lab.internal on, so programs have to ask 127.0.0.1:5301 themselves");

    private static string Hint(Predicate<string> exists, Func<string, string> read) =>
        ResolverHint.Describe(new PipelineSettings { Data = "/", Domain = Lab.Domain, Dns = Lab.Server }, Lab.Server, exists, read);

    private Task<int> RunAsync(params string[] arguments) =>
        new CommandLine(
            new StubRegistry(),
            new() { Output = output, Errors = errors, Terminal = false, Variables = new Dictionary<string, string>(), Root = false })
            .RunAsync(arguments, CancellationToken.None);
}
