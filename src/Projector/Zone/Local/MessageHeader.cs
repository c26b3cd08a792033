using System.Buffers.Binary;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The first twelve bytes of every message (RFC 1035 section 4.1.1).</summary>
/// <param name="Id">The client's identifier of the query.</param>
/// <param name="Flags">QR, opcode, AA, TC, RD, RA, AD, CD and RCODE.</param>
internal readonly record struct MessageHeader(ushort Id, ushort Flags, int Questions, int Answers, int Authorities, int Additionals)
{
    public const int Length = 12;
    public const ushort Response = 0x8000, Authoritative = 0x0400, Truncated = 0x0200, RecursionDesired = 0x0100;
    private const ushort Opcode = 0x7800;

    public bool IsResponse => (Flags & Response) != 0;

    public bool IsStandardQuery => (Flags & Opcode) == 0;

    /// <summary>The flags of a query that its response repeats.</summary>
    public ushort Echo => (ushort)(Flags & (Opcode | RecursionDesired));

    /// <summary>Reads a header.</summary>
    /// <returns>False if the message is shorter than a header.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out MessageHeader header)
    {
        header = default;
        if (message.Length < Length) return false;
        header = new(
            ReadNumber(message, 0),
            ReadNumber(message, 2),
            ReadNumber(message, 4),
            ReadNumber(message, 6),
            ReadNumber(message, 8),
            ReadNumber(message, 10));
        return true;
    }

    public void Write(Span<byte> message)
    {
        ReadOnlySpan<ushort> numbers = [Id, Flags, (ushort)Questions, (ushort)Answers, (ushort)Authorities, (ushort)Additionals];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(message[(2 * i)..], numbers[i]);
    }

    /// <summary>A response's header. RA, AD and CD are clear, because the server neither recurses nor validates.</summary>
    public MessageHeader Answered(Wire.ReturnCode code, bool authoritative) =>
        new(Id, (ushort)(Response | Echo | (authoritative ? Authoritative : 0) | ((ushort)code & 0x0F)), 0, 0, 0, 0);

    private static ushort ReadNumber(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
}
