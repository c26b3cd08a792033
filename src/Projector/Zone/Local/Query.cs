using System.Buffers.Binary;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>A parsed query; what it says lies in the message.</summary>
internal readonly ref struct Query
{
    /// <summary>The length of the shortest record in bytes: a name of one byte, type, class, TTL and data length.</summary>
    private const int ShortestRecord = 11;

    private const int TypeAndClass = 4;

    public required MessageHeader Header { get; init; }

    /// <summary>Null if the query is valid; otherwise the response code of the error.</summary>
    public Wire.ReturnCode? Fault { get; init; }

    /// <summary>
    /// The question's bytes as received: a response repeats them exactly, including letter case. Empty if it cannot be read.
    /// </summary>
    public ReadOnlySpan<byte> Question { get; init; }

    /// <summary>The size of datagrams that the client takes (RFC 6891); null if it does not use EDNS.</summary>
    public ushort? UdpSize { get; init; }

    public ReadOnlySpan<byte> Name => Question[..^TypeAndClass];

    public Wire.RecordType Type => (Wire.RecordType)BinaryPrimitives.ReadUInt16BigEndian(Question[^4..]);

    public Wire.RecordClass Class => (Wire.RecordClass)BinaryPrimitives.ReadUInt16BigEndian(Question[^2..]);

    /// <summary>The question for a log.</summary>
    public string Text => Question.IsEmpty ? "no question" : $"{WireNames.ToKey(Name) ?? "a name with other characters"} {Type}";

    /// <summary>Parses a message; a parse error sets <see cref="Fault"/>.</summary>
    public static Query Read(MessageHeader header, ReadOnlySpan<byte> message)
    {
        var unread = new Query { Header = header };
        if (!header.IsStandardQuery) return unread with { Fault = Wire.ReturnCode.NotImplemented };

        var records = header.Answers + header.Authorities + header.Additionals;
        var rest = message[MessageHeader.Length..];
        var name = WireNames.Measure(rest);
        if (header.Questions != 1 || records * ShortestRecord > message.Length || name == 0 || rest.Length < name + TypeAndClass)
            return unread with { Fault = Wire.ReturnCode.FormatError };

        var question = rest[..(name + TypeAndClass)];
        return ReadOptions(rest[question.Length..], records, header.Additionals) is var (options, size, version)
            ? unread with
            {
                Question = question,
                UdpSize = options > 0 ? size : null,
                Fault = options > 1 ? Wire.ReturnCode.FormatError : version > 0 ? Wire.ReturnCode.BadVersion : null,
            }
            : unread with { Fault = Wire.ReturnCode.FormatError };
    }

    /// <summary>Passes over the records behind the question and looks for OPT among the last ones.</summary>
    /// <returns>How many there are, and what the first one says; null if a record is cut off.</returns>
    private static (int Options, ushort Size, byte Version)? ReadOptions(ReadOnlySpan<byte> rest, int records, int additionals)
    {
        var found = (Options: 0, Size: (ushort)0, Version: (byte)0);
        for (; records > 0; records--)
        {
            var name = MeasureOwner(rest);
            if (name == 0 || rest.Length < name + ShortestRecord - 1) return null;
            var fixedPart = rest[name..];
            var length = name + ShortestRecord - 1 + BinaryPrimitives.ReadUInt16BigEndian(fixedPart[8..]);
            if (rest.Length < length) return null;
            if (records <= additionals && BinaryPrimitives.ReadUInt16BigEndian(fixedPart) == (ushort)Wire.RecordType.Opt)
                found = found.Options == 0
                    ? (1, BinaryPrimitives.ReadUInt16BigEndian(fixedPart[2..]), fixedPart[5])
                    : found with { Options = found.Options + 1 };
            rest = rest[length..];
        }

        return found;
    }

    /// <summary>The length of a record's name, which may end with a compression pointer; 0 if it is cut off.</summary>
    private static int MeasureOwner(ReadOnlySpan<byte> bytes)
    {
        const int pointer = 0xC0;
        for (var at = 0; at < bytes.Length; at += 1 + bytes[at])
        {
            if (bytes[at] == 0) return at + 1;
            if (bytes[at] >= pointer) return at + 2;
        }

        return 0;
    }
}
