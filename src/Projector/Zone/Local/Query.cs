using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>A query as it was understood.</summary>
internal sealed record Query
{
    /// <summary>The shortest record: a name of one byte, type, class, TTL and length.</summary>
    private const int ShortestRecord = 11;

    /// <summary>In bytes, its final zero included (RFC 1035 section 2.3.4).</summary>
    private const int LongestName = 255;

    private const int TypeAndClass = 4;

    public required MessageHeader Header { get; init; }

    /// <summary>Null where the query is one to answer; else the code that says why it is not.</summary>
    public Wire.ReturnCode? Fault { get; init; }

    public Wire.DnsQuestion? Question { get; init; }

    /// <summary>The question's bytes as they came: a response repeats them exactly, letters' case included.</summary>
    public ReadOnlyMemory<byte> QuestionBytes { get; init; }

    /// <summary>The asker's OPT record (RFC 6891); null where it speaks no EDNS.</summary>
    public Wire.OptRecord? Edns { get; init; }

    /// <summary>Reads what follows a header; what cannot be read becomes a fault.</summary>
    public static Query Read(MessageHeader header, ArraySegment<byte> message)
    {
        var unread = new Query { Header = header };
        if (!header.IsStandardQuery) return unread with { Fault = Wire.ReturnCode.NotImplemented };

        // The parser makes room for as many records as the header claims: the claim has to be possible.
        var claimed = header.Answers + header.Authorities + header.Additionals;
        if (header.Questions != 1 || claimed * ShortestRecord > message.Count)
            return unread with { Fault = Wire.ReturnCode.FormatError };

        try
        {
            return Understood(unread, Wire.DnsMessage.Parse(message), message);
        }
        // The parser throws whatever its indexing meets in a broken message.
        catch (Exception)
        {
            return unread with { Fault = Wire.ReturnCode.FormatError };
        }
    }

    private static Query Understood(Query unread, Wire.DnsMessage message, ArraySegment<byte> bytes)
    {
        var options = message.AdditionalRecords.OfType<Wire.OptRecord>().ToArray();
        return unread with
        {
            Question = message.Questions[0],
            QuestionBytes = bytes.AsMemory(MessageHeader.Length, QuestionLength(bytes)),
            Edns = options.FirstOrDefault(),
            Fault = options switch
            {
                [_, _, ..] => Wire.ReturnCode.FormatError,
                [{ Version: > 0 }] => Wire.ReturnCode.BadVersion,
                _ => null,
            },
        };
    }

    /// <summary>A question's name is the first of its message: there is nothing that it could point back to.</summary>
    /// <exception cref="FormatException">It points all the same, or is longer than a name can be.</exception>
    private static int QuestionLength(ReadOnlySpan<byte> message)
    {
        var at = MessageHeader.Length;
        while (message[at] != 0)
            at += message[at] <= 63 ? 1 + message[at] : throw new FormatException("a compressed question");
        var name = at + 1 - MessageHeader.Length;
        return name <= LongestName ? name + TypeAndClass : throw new FormatException("a name too long");
    }
}
