using System.Buffers.Binary;
using System.Text;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// Writes a response's sections up to a limit. Names are compressed against the question (RFC 1035 section 4.1.4), which holds the zone's
/// name at its end.
/// </summary>
/// <param name="buffer">The buffer, at least as long as the limit.</param>
/// <param name="limit">The maximum length of the message.</param>
internal ref struct ResponseWriter(Span<byte> buffer, int limit)
{
    private const int Pointer = 0xC000, PointerLength = 2;

    private readonly Span<byte> buffer = buffer;
    private readonly int limit = limit;
    private int zoneAt;

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Whether a record did not fit; no further record is written.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Reserves space for the header, which is written last, and copies the question as received.</summary>
    /// <param name="query">The query.</param>
    /// <param name="zone">The zone's name; the question's ends with it if there are records.</param>
    public void Begin(in Query query, ReadOnlySpan<byte> zone)
    {
        Length = MessageHeader.Length;
        Bytes(query.Question);
        zoneAt = query.Question.IsEmpty ? 0 : MessageHeader.Length + query.Name.Length - zone.Length;
    }

    /// <summary>Writes records of the name that was asked for, until one does not fit.</summary>
    /// <returns>The number of records written.</returns>
    public int TryWriteAnswers(ReadOnlySpan<ZoneRecord> records)
    {
        for (var count = 0; count < records.Length; count++)
            if (!TryWrite(MessageHeader.Length, records[count]))
                return count;
        return records.Length;
    }

    /// <summary>Writes a record of the zone itself.</summary>
    /// <returns>Whether it fits.</returns>
    public bool TryWriteAuthority(ZoneRecord record) => TryWrite(zoneAt, record);

    /// <summary>Writes all records of a set, or none if they do not all fit.</summary>
    /// <param name="name">Their name, below the zone's.</param>
    /// <param name="zone">The zone's name.</param>
    /// <param name="records">The records.</param>
    /// <returns>The number of records written.</returns>
    public int TryWriteWhole(ReadOnlySpan<char> name, string zone, ReadOnlySpan<ZoneRecord> records)
    {
        var start = Length;
        foreach (var record in records)
        {
            var size = name.Length - zone.Length + PointerLength + record.Bytes.Length;
            if (!Fits(size))
            {
                Length = start;
                return 0;
            }

            for (var rest = name[..^zone.Length]; !rest.IsEmpty;)
            {
                var label = rest[..rest.IndexOf('.')];
                buffer[Length++] = (byte)label.Length;
                Length += Encoding.ASCII.GetBytes(label, buffer[Length..]);
                rest = rest[(label.Length + 1)..];
            }

            Number((ushort)(Pointer | zoneAt));
            Bytes(record.Bytes.AsSpan());
        }

        return records.Length;
    }

    /// <summary>Writes the OPT record (RFC 6891 section 6.1.2); the limit must reserve space for it.</summary>
    public void Options(ushort udpSize, Wire.ReturnCode code)
    {
        Bytes([0]);
        Number((ushort)Wire.RecordType.Opt);
        Number(udpSize);
        Bytes([(byte)((ushort)code >> 4), 0, 0, 0, 0, 0]);
    }

    private bool TryWrite(int owner, ZoneRecord record)
    {
        if (!Fits(PointerLength + record.Bytes.Length)) return false;
        Number((ushort)(Pointer | owner));
        Bytes(record.Bytes.AsSpan());
        return true;
    }

    private bool Fits(int size)
    {
        IsFull |= Length + size > limit;
        return !IsFull;
    }

    private void Number(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer[Length..], value);
        Length += sizeof(ushort);
    }

    private void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer[Length..]);
        Length += bytes.Length;
    }
}
