using System.Buffers.Binary;
using CsCheck;
using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Zone.Local;

public class Whatever_bytes_arrive
{
    private static readonly ZoneUnderTest Zone = new(A("host1", "192.0.2.1"), Srv("calc", At("host1")));

    /// <summary>Bytes without any sense.</summary>
    private static readonly Gen<byte[]> Noise = Gen.Byte.Array[0, 600];

    /// <summary>A good query with some of its bytes changed and its end cut off.</summary>
    private static readonly Gen<byte[]> Damaged = Gen.Select(
        Gen.Select(Gen.Int[0, 60], Gen.Byte).Array[0, 6], Gen.Int[0, 60], (changes, cut) =>
    {
        var bytes = (new DnsQuery(Below("calc")) { Edns = 1232 }).Bytes;
        foreach (var (at, value) in changes) bytes[at % bytes.Length] = value;
        return bytes[..^(cut < 30 ? 0 : cut - 30)];
    });

    /// <summary>A header that claims records of any kind, and noise behind it.</summary>
    private static readonly Gen<byte[]> Overloaded = Gen.Select(
        Gen.UShort[0, 40], Gen.UShort[0, 40], Gen.UShort[0, 40], Noise, byte[] (answers, authorities, additionals, noise) =>
    {
        var bytes = new DnsQuery(Below("calc")).Bytes;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), answers);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(8), authorities);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(10), additionals);
        return [.. bytes, .. noise];
    });

    public static Gen<byte[]> Messages => Gen.OneOf<byte[]>(Noise, Damaged, Overloaded);

    [Fact]
    public void Whatever_comes_in_a_response_is_well_formed_and_belongs_to_it() =>
        Messages.Sample(message =>
        {
            var response = Zone.Bytes(message, Transport.Udp);

            if (message.Length < 12 || (message[2] & 0x80) != 0)
            {
                response.ShouldBeEmpty();
                return;
            }

            var answer = Wire.DnsMessage.Parse(response);
            answer.IsQuery.ShouldBeFalse();
            answer.TransactionID.ShouldBe(BinaryPrimitives.ReadUInt16BigEndian(message));
            response.Length.ShouldBeLessThanOrEqualTo(1232);
            answer.ReturnCode.ShouldNotBe(Wire.ReturnCode.ServerFailure);
        }, iter: 20_000, threads: 1);
}
