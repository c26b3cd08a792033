using System.Buffers.Binary;
using System.Text;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Support;

/// <summary>A query written byte by byte, so that it can also be wrong.</summary>
internal sealed record DnsQuery(string Name, Wire.RecordType Type = Wire.RecordType.Srv)
{
    public ushort Id { get; init; } = 0x4242;

    public ushort Flags { get; init; } = 0x0100;

    public ushort Count { get; init; } = 1;

    public Wire.RecordClass Class { get; init; } = Wire.RecordClass.INet;

    /// <summary>The size told in an OPT record; null where there is none.</summary>
    public ushort? Edns { get; init; }

    public byte EdnsVersion { get; init; }

    public byte[] Bytes
    {
        get
        {
            List<byte> bytes = [];
            foreach (var number in new[] { Id, Flags, Count, (ushort)0, (ushort)0, (ushort)(Edns is null ? 0 : 1) }) Add(bytes, number);
            for (var i = 0; i < Count; i++)
            {
                foreach (var label in Name.Split('.'))
                    bytes.AddRange([(byte)label.Length, .. Encoding.Latin1.GetBytes(label)]);
                bytes.Add(0);
                Add(bytes, (ushort)Type);
                Add(bytes, (ushort)Class);
            }

            if (Edns is not { } size) return [.. bytes];
            bytes.Add(0);
            Add(bytes, (ushort)Wire.RecordType.Opt);
            Add(bytes, size);
            bytes.AddRange([0, EdnsVersion, 0, 0, 0, 0]);
            return [.. bytes];
        }
    }

    /// <summary>The same with its length before it, as TCP wants it.</summary>
    public byte[] Framed
    {
        get
        {
            List<byte> framed = [];
            Add(framed, (ushort)Bytes.Length);
            return [.. framed, .. Bytes];
        }
    }

    private static void Add(List<byte> bytes, ushort number)
    {
        Span<byte> two = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(two, number);
        bytes.AddRange(two);
    }
}
