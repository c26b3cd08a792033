using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Zone.Local;

public class When_a_question_is_answered
{
    private readonly ZoneUnderTest zone = new(
        A("host1", "192.0.2.1"),
        A("host2", "192.0.2.2"),
        Srv("calc", At("host1", 1), At("host2", 2), At("host2", 3)),
        Srv("_time._udp", At("host1")),
        Identified("shared", "one", At("host1")),
        Identified("shared", "two", At("host2")));

    [Fact]
    public void An_answer_is_authoritative_and_offers_no_recursion()
    {
        var answer = zone.Answer("calc", Wire.RecordType.Srv);

        answer.ReturnCode.ShouldBe(Wire.ReturnCode.NoError);
        answer.IsQuery.ShouldBeFalse();
        answer.IsAuthoritiveAnswer.ShouldBeTrue();
        answer.IsRecursionDesired.ShouldBeTrue();
        answer.IsRecursionAllowed.ShouldBeFalse();
        answer.TransactionID.ShouldBe<ushort>(0x4242);
    }

    [Fact]
    public void Servers_come_with_their_hosts_addresses_each_once()
    {
        var answer = zone.Answer("calc", Wire.RecordType.Srv);

        answer.AnswerRecords.Select(DnsRecordExtensions.Value)
            .ShouldBe([At("host1", 1), At("host2", 2), At("host2", 3)], ignoreOrder: true);
        answer.Addresses().Select(DnsRecordExtensions.Owned)
            .ShouldBe([$"host1.{Domain} 192.0.2.1", $"host2.{Domain} 192.0.2.2"], ignoreOrder: true);
    }

    [Fact]
    public void Sets_told_apart_by_identifiers_answer_as_one() =>
        zone.Answer("shared", Wire.RecordType.Srv).AnswerRecords.Select(DnsRecordExtensions.Value)
            .ShouldBe([At("host1"), At("host2")], ignoreOrder: true);

    [Fact]
    public async Task Sets_of_one_name_answer_with_their_shortest_ttl()
    {
        await new FencedZone(zone.Zone).ChangeAsync(
            Delete(Identified("shared", "two", At("host2"))), Create(Identified("shared", "two", At("host2")) with { Ttl = 7 }));

        zone.Answer("shared", Wire.RecordType.Srv).AnswerRecords.Select(record => record.TimeToLive).ShouldBe([7, 7]);
    }

    [Fact]
    public void A_name_that_is_not_there_is_denied_with_the_soa() => Denied("nothing", Wire.ReturnCode.NxDomain);

    [Theory]
    [InlineData("calc", Wire.RecordType.A)]
    [InlineData("calc", Wire.RecordType.Aaaa)]
    [InlineData("_udp", Wire.RecordType.Srv)]
    [InlineData("", Wire.RecordType.Srv)]
    public void A_name_without_data_of_the_type_exists_all_the_same(string label, Wire.RecordType type) =>
        Denied(label, Wire.ReturnCode.NoError, type);

    [Theory]
    [InlineData("below.calc")]
    [InlineData("other._udp")]
    [InlineData("_tcp")]
    public void Names_beside_and_below_those_that_exist_do_not(string label) => Denied(label, Wire.ReturnCode.NxDomain);

    [Fact]
    public async Task An_empty_non_terminal_goes_with_the_last_name_below_it()
    {
        await new FencedZone(zone.Zone).ChangeAsync(Delete(Srv("_time._udp", At("host1"))));

        Denied("_udp", Wire.ReturnCode.NxDomain);
    }

    [Fact]
    public void The_apex_has_the_soa_and_a_name_server_with_an_address()
    {
        zone.Answer("", Wire.RecordType.Soa).AnswerRecords.ShouldHaveSingleItem().Value().ShouldBe($"ns.{Domain}. hostmaster.{Domain}.");
        var servers = zone.Answer("", Wire.RecordType.Ns);

        servers.AnswerRecords.ShouldHaveSingleItem().Value().ShouldBe($"ns.{Domain}.");
        servers.Addresses().ShouldHaveSingleItem().Value().ShouldBe("127.0.0.1");
        zone.Answer("ns", Wire.RecordType.A).AnswerRecords.ShouldHaveSingleItem().Value().ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task The_soa_tells_of_each_change()
    {
        var before = Serial();
        await new FencedZone(zone.Zone).ChangeAsync(Create(A("host3", "192.0.2.3")));

        Serial().ShouldBeGreaterThan(before);
    }

    [Theory]
    [InlineData("calc.example.org")]
    [InlineData("internal")]
    [InlineData("notservicediscovery.internal")]
    public void A_name_outside_the_zone_is_refused_without_authority(string name)
    {
        var answer = zone.Answer(new DnsQuery(name));

        answer.ReturnCode.ShouldBe(Wire.ReturnCode.Refused);
        answer.IsAuthoritiveAnswer.ShouldBeFalse();
        answer.AuthorityRecords.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Wire.RecordClass.Chaos)]
    [InlineData(Wire.RecordClass.Any)]
    public void Another_class_than_the_internet_is_refused(Wire.RecordClass @class) =>
        zone.Answer(new DnsQuery(Below("calc")) { Class = @class }).ReturnCode.ShouldBe(Wire.ReturnCode.Refused);

    [Theory]
    [InlineData(Wire.RecordType.Axfr)]
    [InlineData(Wire.RecordType.Ixfr)]
    public void The_zone_is_not_handed_out_whole(Wire.RecordType type) =>
        zone.Answer("", type).ReturnCode.ShouldBe(Wire.ReturnCode.Refused);

    [Fact]
    public void Any_asks_for_all_that_a_name_has()
    {
        zone.Answer("", Wire.RecordType.Any).AnswerRecords.Select(record => record.RecordType)
            .ShouldBe([Wire.RecordType.Soa, Wire.RecordType.Ns], ignoreOrder: true);
        zone.Answer("calc", Wire.RecordType.Any).AnswerRecords.Count.ShouldBe(3);
        Denied("_udp", Wire.ReturnCode.NoError, Wire.RecordType.Any);
    }

    [Fact]
    public void Names_are_found_in_any_case_and_the_question_comes_back_as_it_was()
    {
        var question = new DnsQuery("CaLc.SERVICEdiscovery.Internal");

        var response = zone.Bytes(question.Bytes, Transport.Udp);

        response.AsSpan(12, question.Bytes.Length - 12).SequenceEqual(question.Bytes.AsSpan(12)).ShouldBeTrue();
        Wire.DnsMessage.Parse(response).AnswerRecords.Count.ShouldBe(3);
    }

    [Fact]
    public void A_label_with_any_bytes_comes_back_as_it_was()
    {
        var question = new DnsQuery($"\u00ff\u0000\u0080.{Domain}");

        var response = zone.Bytes(question.Bytes, Transport.Udp);

        response.AsSpan(12, question.Bytes.Length - 12).SequenceEqual(question.Bytes.AsSpan(12)).ShouldBeTrue();
        Wire.DnsMessage.Parse(response).ReturnCode.ShouldBe(Wire.ReturnCode.NxDomain);
    }

    [Fact]
    public void Every_value_comes_first_in_its_turn()
    {
        string[] values = [.. Enumerable.Range(0, 10).Select(i => At("host1", i))];
        var shuffled = new ZoneUnderTest(Srv("many", values)) { Random = new(7) };

        Enumerable.Range(0, 200).Select(_ => shuffled.Answer("many", Wire.RecordType.Srv).AnswerRecords[0].Value()).Distinct()
            .ShouldBe(values, ignoreOrder: true);
    }

    private void Denied(string label, Wire.ReturnCode code, Wire.RecordType type = Wire.RecordType.Srv)
    {
        var answer = zone.Answer(label, type);

        answer.ReturnCode.ShouldBe(code);
        answer.IsAuthoritiveAnswer.ShouldBeTrue();
        answer.AnswerRecords.ShouldBeEmpty();
        var soa = answer.AuthorityRecords.ShouldHaveSingleItem().ShouldBeOfType<Wire.SoaRecord>();
        soa.Name.ToString(false).ShouldBe(Domain);
        soa.TimeToLive.ShouldBe(ZoneApex.NegativeTtl);
        soa.NegativeCachingTTL.ShouldBe(ZoneApex.NegativeTtl);
    }

    private uint Serial() =>
        zone.Answer("", Wire.RecordType.Soa).AnswerRecords.ShouldHaveSingleItem().ShouldBeOfType<Wire.SoaRecord>().SerialNumber;
}
