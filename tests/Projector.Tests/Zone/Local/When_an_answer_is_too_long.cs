using CsCheck;
using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Zone.Local;

public class When_an_answer_is_too_long
{
    [Fact]
    public void Over_udp_an_answer_keeps_to_its_size_and_says_what_is_missing() =>
        Gen.Select(Gen.Int[1, 60], Gen.UShort, Gen.Bool).Sample((count, theirs, edns) =>
        {
            var zone = Zone(count);
            var question = new DnsQuery(Below("many")) { Edns = edns ? theirs : null };

            var bytes = zone.Bytes(question.Bytes, Transport.Udp);

            var answer = Wire.DnsMessage.Parse(bytes);
            bytes.Length.ShouldBeLessThanOrEqualTo(edns ? Math.Clamp(theirs, (ushort)512, (ushort)1232) : 512);
            answer.IsTruncated.ShouldBe(answer.AnswerRecords.Count < count);
            answer.AnswerRecords.Select(DnsRecordExtensions.Value)
                .ShouldBeSubsetOf(Enumerable.Range(0, count).Select(i => At($"host{i}", i)));
            answer.IsEDnsEnabled.ShouldBe(edns);
        }, iter: 300);

    [Fact]
    public void Addresses_are_left_out_without_a_word_before_an_answer_is_cut()
    {
        var answer = Zone(8).Answer("many", Wire.RecordType.Srv, Transport.Udp);

        answer.IsTruncated.ShouldBeFalse();
        answer.AnswerRecords.Count.ShouldBe(8);
        answer.Addresses().Count().ShouldBeLessThan(16);
    }

    [Fact]
    public void An_address_set_is_given_whole_or_not_at_all() =>
        Gen.Int[1, 60].Sample(count =>
            Zone(count).Answer(new DnsQuery(Below("many")) { Edns = 1232 }, Transport.Udp).Addresses()
                .GroupBy(record => record.Name.ToString())
                .ShouldAllBe(host => host.Count() == 2), iter: 60);

    [Fact]
    public void Over_tcp_hundreds_of_values_come_whole_with_every_address()
    {
        var answer = Zone(500).Answer("many", Wire.RecordType.Srv);

        answer.IsTruncated.ShouldBeFalse();
        answer.AnswerRecords.Select(DnsRecordExtensions.Value)
            .ShouldBe(Enumerable.Range(0, 500).Select(i => At($"host{i}", i)), ignoreOrder: true);
        answer.Addresses().Select(DnsRecordExtensions.Owned).ShouldBe(
            Enumerable.Range(0, 500)
                .SelectMany(i => new[] { $"host{i}.{Domain} 10.0.{i / 250}.{i % 250}", $"host{i}.{Domain} 10.1.{i / 250}.{i % 250}" }),
            ignoreOrder: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Failure_21_what_a_message_cannot_hold_is_answered_over_tcp_in_a_part_that_is_whole_in_itself(bool edns)
    {
        var zone = new ZoneUnderTest(Srv("many", [.. Enumerable.Range(0, 5_000).Select(i => At($"host{i}", i))]));

        var bytes = zone.Bytes(new DnsQuery(Below("many")) { Edns = edns ? 1232 : null }.Bytes, Transport.Tcp);

        bytes.Length.ShouldBeInRange(65_000, ushort.MaxValue);
        var answer = Wire.DnsMessage.Parse(bytes);
        (answer.ReturnCode, answer.IsTruncated, answer.IsEDnsEnabled).ShouldBe((Wire.ReturnCode.NoError, false, edns));
        answer.AnswerRecords.Count.ShouldBeInRange(1_000, 2_000);
    }

    [Fact]
    public void Failure_21_every_instance_of_a_service_that_a_message_cannot_hold_is_answered_now_and_then()
    {
        var zone = new ZoneUnderTest(Srv("many", [.. Enumerable.Range(0, 5_000).Select(i => At($"host{i}", i))]));
        var seen = new HashSet<string>();

        for (var ask = 0; ask < 60 && seen.Count < 5_000; ask++)
            seen.UnionWith(zone.Answer("many", Wire.RecordType.Srv).AnswerRecords.Select(DnsRecordExtensions.Value));

        seen.Count.ShouldBe(5_000);
    }

    /// <summary>A service with an instance on each of so many hosts, and two addresses a host.</summary>
    private static ZoneUnderTest Zone(int hosts) => new(
    [
        Srv("many", [.. Enumerable.Range(0, hosts).Select(i => At($"host{i}", i))]),
        .. Enumerable.Range(0, hosts).Select(i => A($"host{i}", $"10.0.{i / 250}.{i % 250}", $"10.1.{i / 250}.{i % 250}")),
    ]);
}
