using System.Buffers.Binary;
using System.Text;
using ARSoft.Tools.Net;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// Writes a response's sections up to a limit, with compressed names (RFC 1035 section 4.1). The library's encoder is not public, has no
/// limit, and writes invalid pointers beyond 16 KiB.
/// </summary>
/// <param name="buffer">The buffer, at least <see cref="Slack"/> longer than the limit.</param>
/// <param name="limit">The maximum length of the message.</param>
internal ref struct ResponseWriter(Span<byte> buffer, int limit)
{
    /// <summary>The longest record that is written: an owner name, ten bytes, and an SOA's two names and five numbers.</summary>
    public const int Slack = (3 * 255) + 10 + 20;

    /// <summary>The largest offset of a compression pointer, which has 14 bits.</summary>
    private const int PointerReach = 0x3FFF;

    private readonly Span<byte> buffer = buffer;
    private readonly int limit = limit;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> written =
        new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Whether a record did not fit; no further record is written.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Reserves space for the header, which is written last, and copies the question as received.</summary>
    public void Begin(Query query)
    {
        Length = MessageHeader.Length;
        Bytes(query.QuestionBytes.Span);
        if (query.Question is not { Name: var name } || GetText(name).Contains('\\', StringComparison.Ordinal)) return;
        var at = MessageHeader.Length;
        for (var rest = GetText(name).AsSpan(); !rest.IsEmpty; at += 1 + GetLabel(rest).Length, rest = GetRest(rest))
            written.TryAdd(rest, at);
    }

    /// <summary>Writes all records of a set, or none if they do not all fit.</summary>
    public int TryWriteWhole(IReadOnlyList<Wire.DnsRecordBase> records)
    {
        var start = Length;
        if (TryWrite(records) == records.Count) return records.Count;
        Length = start;
        return 0;
    }

    /// <summary>Writes records until one does not fit.</summary>
    /// <returns>The number of records written.</returns>
    public int TryWrite(IReadOnlyList<Wire.DnsRecordBase> records)
    {
        for (var count = 0; count < records.Count; count++)
        {
            var start = Length;
            if (!IsFull) Record(records[count]);
            IsFull |= Length > limit;
            if (!IsFull) continue;
            Length = start;
            return count;
        }

        return records.Count;
    }

    /// <summary>Writes the OPT record (RFC 6891 section 6.1.2); the limit must reserve space for it.</summary>
    public void Options(ushort udpSize, Wire.ReturnCode code)
    {
        Byte(0);
        Number((ushort)Wire.RecordType.Opt);
        Number(udpSize);
        Byte((byte)((ushort)code >> 4));
        Bytes([0, 0, 0, 0, 0]);
    }

    private void Record(Wire.DnsRecordBase record)
    {
        Name(record.Name);
        Number((ushort)record.RecordType);
        Number((ushort)record.RecordClass);
        Long((uint)record.TimeToLive);
        var data = Length += 2;
        Data(record);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(data - 2)..], (ushort)(Length - data));
    }

    private void Data(Wire.DnsRecordBase record)
    {
        switch (record)
        {
            case Wire.AddressRecordBase address:
                address.Address.TryWriteBytes(buffer[Length..], out var size);
                Length += size;
                break;
            case Wire.NsRecord ns:
                Name(ns.NameServer);
                break;
            case Wire.SrvRecord srv:
                Number(srv.Priority);
                Number(srv.Weight);
                Number(srv.Port);
                Name(srv.Target, compress: false); // RFC 2782
                break;
            case Wire.TxtRecord txt:
                foreach (var part in txt.TextParts)
                {
                    Byte((byte)part.Length);
                    Length += Encoding.ASCII.GetBytes(part, buffer[Length..]);
                }

                break;
            case Wire.SoaRecord soa:
                Name(soa.MasterName);
                Name(soa.ResponsibleName);
                Long(soa.SerialNumber);
                Long((uint)soa.RefreshInterval);
                Long((uint)soa.RetryInterval);
                Long((uint)soa.ExpireInterval);
                Long((uint)soa.NegativeCachingTTL);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(record), record.RecordType, "no such record in this zone");
        }
    }

    private void Name(DomainName name, bool compress = true)
    {
        for (var rest = GetText(name).AsSpan(); !rest.IsEmpty; rest = GetRest(rest))
        {
            if (compress && written.TryGetValue(rest, out var at))
            {
                Number((ushort)(0xC000 | at));
                return;
            }

            if (Length <= PointerReach) written.TryAdd(rest, Length);
            Byte((byte)GetLabel(rest).Length);
            Length += Encoding.ASCII.GetBytes(GetLabel(rest), buffer[Length..]);
        }

        Byte(0);
    }

    private void Byte(byte value) => buffer[Length++] = value;

    private void Number(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer[Length..], value);
        Length += 2;
    }

    private void Long(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(buffer[Length..], value);
        Length += 4;
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer[Length..]);
        Length += bytes.Length;
    }

    private static string GetText(DomainName name) => name.ToString(asAbsoluteFqdn: false);

    private static ReadOnlySpan<char> GetLabel(ReadOnlySpan<char> name) =>
        name.IndexOf('.') is >= 0 and var dot ? name[..dot] : name;

    private static ReadOnlySpan<char> GetRest(ReadOnlySpan<char> name) =>
        name.IndexOf('.') is >= 0 and var dot ? name[(dot + 1)..] : [];
}
