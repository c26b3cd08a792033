using Pipeline.Contracts;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Tests.RealParts;
using static Pipeline.Projector.Tests.Support.Route53ProjectorUnderTest;

namespace Pipeline.Projector.Tests.Zone;

/// <summary>The protocol names beside plain names, on a real database.</summary>
public sealed class Keeping_protocol_names(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");
    private readonly ModelHost blue = new("blue", "127.0.1.2");

    [Fact]
    public async Task In_a_zone_without_aliases_each_has_the_values_of_its_protocol()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(
            await postgres.CreateDatabaseAsync(), protocolNames: ProtocolNames.All);

        await projector.StateAsync(red.Started(Tcp("c1", 32768)), blue.Started(Udp("c2", 5353)));
        await Has(projector, "_dns._tcp", At(32768, "red"));
        await Has(projector, "_dns._udp", At(5353, "blue"));

        await projector.StateAsync(red.Stopping("c1"));
        await Has(projector, "_dns._tcp");
        await Has(projector, "_dns._udp", At(5353, "blue"));

        string At(int port, string host) => $"1 1 {port} {host}.{ProjectorUnderTest.Domain}.";
    }

    [Theory]
    [InlineData(ZoneLayout.Simple)]
    [InlineData(ZoneLayout.Weighted)]
    [InlineData(ZoneLayout.Multivalue)]
    public async Task On_Route_53_it_is_an_alias_until_another_protocol_comes_and_once_it_has_gone(ZoneLayout layout)
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(
            await postgres.CreateDatabaseAsync(), account, layout, protocolNames: ProtocolNames.All);

        await projector.StateAsync(red.Reported(Tcp("c1", 32768)));
        await Answers("_dns._tcp", At(32768, "red"));
        account.Of("_dns._tcp").ShouldHaveSingleItem().Alias.ShouldBe((account.Zone, $"dns.{Route53Account.Domain}.", false));

        await projector.StateAsync(blue.Reported(Udp("c2", 5353)));
        await Answers("_dns._udp", At(5353, "blue"));
        account.Of("_dns._tcp").ShouldHaveSingleItem().Values.ShouldBe([At(32768, "red")]);

        await projector.StateAsync(blue.Stopped("c2"));
        await Answers("_dns._udp");
        await Eventually.ThatAsync(() => account.Of("_dns._tcp") is [{ Alias: not null }], "it is an alias again");

        await projector.StateAsync(red.Stopped("c1"));
        await Answers("_dns._tcp");
        await Eventually.ThatAsync(() => account.Of("dns") is [] && account.Of("_dns._tcp") is [], "both are gone");
        account.Emulator.Counts.Refused.ShouldBe(0);

        Task Answers(string name, params string[] values) => Eventually.ThatAsync(
            () => account.Emulator.Answers(account.Zone, $"{name}.{Route53Account.Domain}", "SRV").SequenceEqual(values),
            $"{name} answers with {string.Join(", ", values)}");
    }

    [Fact]
    public async Task An_instance_that_starts_changes_no_alias()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account, protocolNames: ProtocolNames.All);
        await projector.StateAsync(red.Reported(Tcp("c1", 32768)));
        await Eventually.ThatAsync(() => account.Of("_dns._tcp") is [{ Alias: not null }], "it is an alias");
        var before = account.Emulator.Counts.Tokens;

        await projector.StateAsync(red.Reported(Tcp("c1", 32768), Tcp("c2", 32769)));
        await projector.AnswersAsync("dns", At(32768, "red"), At(32769, "red"));

        // The set is deleted and created, and so is the fence.
        (account.Emulator.Counts.Tokens - before).ShouldBe(4);
    }

    [Fact]
    public async Task A_claim_of_the_protocol_name_takes_its_place_and_gives_it_back()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account, protocolNames: ProtocolNames.All);

        await projector.StateAsync(red.Reported(Tcp("c1", 32768)));
        await Eventually.ThatAsync(() => account.Of("_dns._tcp") is [{ Alias: not null }], "it is an alias");

        await projector.StateAsync(blue.Reported(ModelHost.Container("c2", blue.Claim("_dns._tcp", 32770))));
        await projector.AnswersAsync("_dns._tcp", At(32770, "blue"));
        await projector.AnswersAsync("dns", At(32768, "red"));

        await projector.StateAsync(blue.Stopped("c2"));
        await Eventually.ThatAsync(() => account.Of("_dns._tcp") is [{ Alias: not null }], "it is an alias again");
    }

    private ContainerSnapshot Tcp(string id, int port) => ModelHost.Container(id, red.Claim("dns", port));

    private ContainerSnapshot Udp(string id, int port) =>
        ModelHost.Container(id, blue.Claim("dns", port) with { Protocol = TransportProtocol.Udp });

    private static Task Has(ProjectorUnderTest projector, string service, params string[] values) =>
        Eventually.ThatAsync(() => projector.Answers(service).SequenceEqual(values), $"{service} has {string.Join(", ", values)}");
}
