using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Zone.Local;

/// <summary>What the message around a question makes of its answer.</summary>
public class When_a_message_is_read
{
    private readonly ZoneUnderTest zone = new(A("host1", "192.0.2.1"), Srv("calc", At("host1")));

    [Fact]
    public void A_response_gets_no_response() =>
        zone.Bytes((new DnsQuery(Below("calc")) { Flags = 0x8100 }).Bytes, Transport.Udp).ShouldBeEmpty();

    [Fact]
    public void A_scrap_shorter_than_a_header_gets_no_response() => zone.Bytes(new byte[11], Transport.Udp).ShouldBeEmpty();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(ushort.MaxValue)]
    public void Anything_but_one_question_is_a_format_error(int count)
    {
        byte[] message = [.. new DnsQuery(Below("calc")).Bytes];
        (message[4], message[5]) = ((byte)(count >> 8), (byte)count);

        Faulted(message).ReturnCode.ShouldBe(Wire.ReturnCode.FormatError);
    }

    [Fact]
    public void Two_whole_questions_are_a_format_error() =>
        Faulted((new DnsQuery(Below("calc")) { Count = 2 }).Bytes).ReturnCode.ShouldBe(Wire.ReturnCode.FormatError);

    [Fact]
    public void A_question_that_is_cut_off_is_a_format_error() =>
        Faulted(new DnsQuery(Below("calc")).Bytes[..^3]).ReturnCode.ShouldBe(Wire.ReturnCode.FormatError);

    [Fact]
    public void A_question_that_points_into_itself_is_a_format_error() =>
        Faulted([.. new DnsQuery("x").Bytes[..12], 0xC0, 12, 0, 33, 0, 1]).ReturnCode.ShouldBe(Wire.ReturnCode.FormatError);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(15)]
    public void Another_operation_than_a_query_is_not_implemented(int operation)
    {
        var answer = Faulted((new DnsQuery(Below("calc")) { Flags = (ushort)(operation << 11) }).Bytes);

        answer.ReturnCode.ShouldBe(Wire.ReturnCode.NotImplemented);
        ((int)answer.OperationCode).ShouldBe(operation);
    }

    [Fact]
    public void Edns_is_spoken_to_those_who_speak_it()
    {
        zone.Answer(new DnsQuery(Below("calc"))).EDnsOptions.ShouldBeNull();
        zone.Answer(new DnsQuery(Below("calc")) { Edns = 4096 }).EDnsOptions.ShouldNotBeNull().UdpPayloadSize.ShouldBe<ushort>(1232);
    }

    [Fact]
    public void A_version_of_edns_that_is_not_known_is_told_so()
    {
        var answer = zone.Answer(new DnsQuery(Below("calc")) { Edns = 4096, EdnsVersion = 1 });

        answer.ReturnCode.ShouldBe(Wire.ReturnCode.BadVersion);
        answer.EDnsOptions.ShouldNotBeNull().Version.ShouldBe<byte>(0);
        answer.AnswerRecords.ShouldBeEmpty();
    }

    [Fact]
    public void Two_edns_records_are_a_format_error()
    {
        byte[] once = (new DnsQuery(Below("calc")) { Edns = 1232 }).Bytes;
        byte[] twice = [.. once, .. once[^11..]];
        twice[11] = 2;

        Wire.DnsMessage.Parse(zone.Bytes(twice, Transport.Udp)).ReturnCode.ShouldBe(Wire.ReturnCode.FormatError);
    }

    [Fact]
    public void A_header_that_claims_more_records_than_can_follow_gets_no_room_for_them()
    {
        byte[] message = [.. new DnsQuery(Below("calc")).Bytes];
        message.AsSpan(6, 6).Fill(0xFF);
        Faulted(message);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Faulted(message);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    private Wire.DnsMessage Faulted(byte[] message)
    {
        var answer = Wire.DnsMessage.Parse(zone.Bytes(message, Transport.Udp));
        answer.IsAuthoritiveAnswer.ShouldBeFalse();
        answer.AnswerRecords.ShouldBeEmpty();
        answer.TransactionID.ShouldBe<ushort>(0x4242);
        return answer;
    }
}
