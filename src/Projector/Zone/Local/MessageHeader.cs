using System.Buffers.Binary;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The first twelve bytes of every message (RFC 1035 section 4.1.1).</summary>
/// <param name="Id">The asker's number for the query.</param>
/// <param name="Flags">QR, opcode, AA, TC, RD, RA, AD, CD and RCODE.</param>
internal readonly record struct MessageHeader(ushort Id, ushort Flags, int Questions, int Answers, int Authorities, int Additionals)
{
    public const int Length = 12;
    public const ushort Response = 0x8000, Authoritative = 0x0400, Truncated = 0x0200, RecursionDesired = 0x0100;
    private const ushort Opcode = 0x7800;

    public bool IsResponse => (Flags & Response) != 0;

    public bool IsStandardQuery => (Flags & Opcode) == 0;

    /// <summary>What a response repeats of its query's flags.</summary>
    public ushort Echo => (ushort)(Flags & (Opcode | RecursionDesired));

    /// <summary>Reads a header.</summary>
    /// <returns>False where there are fewer bytes than that.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out MessageHeader header)
    {
        header = default;
        if (message.Length < Length) return false;
        header = new(
            Number(message, 0),
            Number(message, 2),
            Number(message, 4),
            Number(message, 6),
            Number(message, 8),
            Number(message, 10));
        return true;
    }

    public void Write(Span<byte> message)
    {
        ReadOnlySpan<ushort> numbers = [Id, Flags, (ushort)Questions, (ushort)Answers, (ushort)Authorities, (ushort)Additionals];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(message[(2 * i)..], numbers[i]);
    }

    /// <summary>A response's header: RA, AD and CD stay clear, since nothing here recurses or validates.</summary>
    public MessageHeader Answered(Wire.ReturnCode code, bool authoritative) =>
        new(Id, (ushort)(Response | Echo | (authoritative ? Authoritative : 0) | ((ushort)code & 0x0F)), 0, 0, 0, 0);

    private static ushort Number(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
}
