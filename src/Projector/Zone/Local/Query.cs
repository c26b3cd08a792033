using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>A parsed query.</summary>
internal sealed record Query
{
    /// <summary>The length of the shortest record in bytes: a name of one byte, type, class, TTL and data length.</summary>
    private const int ShortestRecord = 11;

    /// <summary>The longest name in bytes, including its final zero (RFC 1035 section 2.3.4).</summary>
    private const int LongestName = 255;

    private const int TypeAndClass = 4;

    public required MessageHeader Header { get; init; }

    /// <summary>Null if the query is valid; otherwise the response code of the error.</summary>
    public Wire.ReturnCode? Fault { get; init; }

    public Wire.DnsQuestion? Question { get; init; }

    /// <summary>The question's bytes as received: a response repeats them exactly, including letter case.</summary>
    public ReadOnlyMemory<byte> QuestionBytes { get; init; }

    /// <summary>The client's OPT record (RFC 6891); null if it does not use EDNS.</summary>
    public Wire.OptRecord? Edns { get; init; }

    /// <summary>Parses the message after its header; a parse error sets <see cref="Fault"/>.</summary>
    public static Query Read(MessageHeader header, ArraySegment<byte> message)
    {
        var unread = new Query { Header = header };
        if (!header.IsStandardQuery) return unread with { Fault = Wire.ReturnCode.NotImplemented };

        // The parser allocates memory for the record count in the header, so the count is checked against the message's length.
        var claimed = header.Answers + header.Authorities + header.Additionals;
        if (header.Questions != 1 || claimed * ShortestRecord > message.Count)
            return unread with { Fault = Wire.ReturnCode.FormatError };

        try
        {
            return Interpret(unread, Wire.DnsMessage.Parse(message), message);
        }
        // The parser throws various exceptions on a malformed message.
        catch (Exception)
        {
            return unread with { Fault = Wire.ReturnCode.FormatError };
        }
    }

    private static Query Interpret(Query unread, Wire.DnsMessage message, ArraySegment<byte> bytes)
    {
        var options = message.AdditionalRecords.OfType<Wire.OptRecord>().ToArray();
        return unread with
        {
            Question = message.Questions[0],
            QuestionBytes = bytes.AsMemory(MessageHeader.Length, MeasureQuestion(bytes)),
            Edns = options.FirstOrDefault(),
            Fault = options switch
            {
                [_, _, ..] => Wire.ReturnCode.FormatError,
                [{ Version: > 0 }] => Wire.ReturnCode.BadVersion,
                _ => null,
            },
        };
    }

    /// <summary>The length of the question. Its name is the first in the message, so it cannot contain a compression pointer.</summary>
    /// <exception cref="FormatException">The name contains a compression pointer, or is too long.</exception>
    private static int MeasureQuestion(ReadOnlySpan<byte> message)
    {
        var at = MessageHeader.Length;
        while (message[at] != 0)
            at += message[at] <= 63 ? 1 + message[at] : throw new FormatException("a compressed question");
        var name = at + 1 - MessageHeader.Length;
        return name <= LongestName ? name + TypeAndClass : throw new FormatException("a name too long");
    }
}
