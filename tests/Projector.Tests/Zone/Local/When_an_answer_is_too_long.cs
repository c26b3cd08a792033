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

    [Fact]
    public void More_than_a_message_can_hold_is_cut_over_tcp_too()
    {
        var zone = new ZoneUnderTest(Srv("many", [.. Enumerable.Range(0, 5_000).Select(i => At($"host{i}", i))]));

        var bytes = zone.Bytes(new DnsQuery(Below("many")).Bytes, Transport.Tcp);

        bytes.Length.ShouldBeInRange(65_000, ushort.MaxValue);
        Wire.DnsMessage.Parse(bytes).IsTruncated.ShouldBeTrue();
    }

    /// <summary>A service with an instance on each of so many hosts, and two addresses a host.</summary>
    private static ZoneUnderTest Zone(int hosts) => new(
    [
        Srv("many", [.. Enumerable.Range(0, hosts).Select(i => At($"host{i}", i))]),
        .. Enumerable.Range(0, hosts).Select(i => A($"host{i}", $"10.0.{i / 250}.{i % 250}", $"10.1.{i / 250}.{i % 250}")),
    ]);
}
