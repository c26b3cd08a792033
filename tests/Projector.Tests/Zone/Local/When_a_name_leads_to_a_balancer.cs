using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Zone.Local;

/// <summary>The local zone answers an alias of a balancer with the balancer's addresses, as Route 53 does.</summary>
public class When_a_name_leads_to_a_balancer
{
    private const string Balancer = "blue-1.us-east-1.elb.amazonaws.com";

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddSeconds(1_000));
    private readonly byte[] response = new byte[Responder.BufferSize];
    private readonly LocalZone zone;
    private readonly Responder responder;
    private IPAddress[]? addresses = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2"), IPAddress.Parse("2001:db8::1")];
    private int asked;

    public When_a_name_leads_to_a_balancer()
    {
        zone = new LocalZone(Domain, IPAddress.Loopback, clock) { Outside = new AliasAddresses(clock, Resolve) };
        responder = new Responder(zone, new Random(1), NullLogger.Instance);
    }

    [Fact]
    public void Its_addresses_are_answered_and_its_port_by_SRV()
    {
        Add(Alias(RecordType.A), Alias(RecordType.AAAA), SrvTo(443));

        Ask(Wire.RecordType.A).ShouldBe(["10.0.0.1", "10.0.0.2"], ignoreOrder: true);
        Ask(Wire.RecordType.Aaaa).ShouldBe(["2001:db8::1"]);
        Answer(Wire.RecordType.A).AnswerRecords.ShouldAllBe(record => record.TimeToLive == AliasAddresses.Ttl);
        Answer(Wire.RecordType.Srv).AnswerRecords.ShouldHaveSingleItem();
        Answer(Wire.RecordType.Any).AnswerRecords.Count.ShouldBe(4);
    }

    [Fact]
    public void A_type_that_no_alias_has_is_no_data_and_so_is_one_without_addresses()
    {
        addresses = [IPAddress.Parse("2001:db8::1")];
        Add(Alias(RecordType.A));

        foreach (var type in new[] { Wire.RecordType.Aaaa, Wire.RecordType.A, Wire.RecordType.Txt })
        {
            var answer = Answer(type);
            (answer.ReturnCode, answer.AnswerRecords.Count, answer.AuthorityRecords.Count).ShouldBe((Wire.ReturnCode.NoError, 0, 1));
        }
    }

    [Fact]
    public void They_are_asked_for_again_after_half_of_their_time_to_live()
    {
        Add(Alias(RecordType.A));
        Ask(Wire.RecordType.A).Count().ShouldBe(2);
        asked.ShouldBe(1);
        addresses = [IPAddress.Parse("10.0.0.3")];
        clock.Advance(TimeSpan.FromSeconds(AliasAddresses.Ttl / 2));

        Ask(Wire.RecordType.A);
        Ask(Wire.RecordType.A).ShouldBe(["10.0.0.3"]);
        asked.ShouldBe(2);
    }

    [Fact]
    public void What_was_resolved_last_counts_while_the_resolver_does_not_answer()
    {
        Add(Alias(RecordType.A));
        addresses = null;
        clock.Advance(TimeSpan.FromMinutes(10));

        Ask(Wire.RecordType.A).Count().ShouldBe(2);
        Ask(Wire.RecordType.A).Count().ShouldBe(2);
    }

    [Fact]
    public void A_balancer_that_was_never_resolved_is_a_failure_that_clients_ask_again_after()
    {
        addresses = null;
        Add(Alias(RecordType.A));
        Answer(Wire.RecordType.A).ReturnCode.ShouldBe(Wire.ReturnCode.ServerFailure);

        addresses = [IPAddress.Parse("10.0.0.3")];
        clock.Advance(TimeSpan.FromSeconds(1));
        Answer(Wire.RecordType.A);
        Ask(Wire.RecordType.A).ShouldBe(["10.0.0.3"]);
    }

    [Fact]
    public void An_alias_is_deleted_as_it_was_written_and_its_name_is_gone()
    {
        Add(Alias(RecordType.A));
        var other = RecordSet.CreateAlias(Alias(RecordType.A).Key, "Z1", "green-2.elb.us-east-1.amazonaws.com");

        zone.Edit(new ExactChange(ExactAction.Delete, other)).ShouldHaveSingleItem().ShouldContain("do not match");
        zone.Edit(new ExactChange(ExactAction.Delete, Alias(RecordType.A))).ShouldBeEmpty();
        Answer(Wire.RecordType.A).ReturnCode.ShouldBe(Wire.ReturnCode.NxDomain);
    }

    [Fact]
    public void An_alias_of_SRV_records_is_refused() =>
        zone.Edit(new ExactChange(ExactAction.Create, Alias(RecordType.SRV))).ShouldHaveSingleItem().ShouldContain("no values");

    private Task<IPAddress[]> Resolve(string name, CancellationToken cancel)
    {
        name.ShouldBe(Balancer);
        asked++;
        return addresses is null ? Task.FromException<IPAddress[]>(new SocketException()) : Task.FromResult(addresses);
    }

    private void Add(params RecordSet[] sets) => zone.Restore(sets).ShouldBeEmpty();

    private IEnumerable<string> Ask(Wire.RecordType type) =>
        Answer(type).AnswerRecords.OfType<Wire.AddressRecordBase>().Select(record => record.Address.ToString()).ToList();

    private Wire.DnsMessage Answer(Wire.RecordType type)
    {
        var question = new DnsQuery(Below("web"), type).Bytes;
        return Wire.DnsMessage.Parse(response[..responder.Respond(question, Transport.Tcp, response)]);
    }

    private static RecordSet Alias(RecordType type) => RecordSet.CreateAlias(new(Below("web"), type), "Z35SXDOTRQ7X7K", Balancer);

    private static RecordSet SrvTo(int port) => Srv("web", $"1 1 {port} {Balancer}.");
}
