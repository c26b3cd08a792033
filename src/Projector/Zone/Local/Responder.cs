using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>How a query came; it bounds what may go back.</summary>
internal enum Transport
{
    Udp,
    Tcp,
}

/// <summary>From the bytes of a query to the bytes of its response.</summary>
/// <param name="zone">The zone.</param>
/// <param name="random">Shuffles answers; used by all receivers at once, so it has to bear that.</param>
/// <param name="log">Told of what should never happen.</param>
internal sealed class Responder(LocalZone zone, Random random, ILogger log)
{
    /// <summary>What a response buffer has to hold.</summary>
    public const int BufferSize = ushort.MaxValue + ResponseWriter.Slack;

    /// <summary>Passes every path unfragmented; also what is told to askers as our own.</summary>
    public const ushort UdpSize = 1232;

    private const int UdpSizeWithoutEdns = 512;
    private const int OptionsLength = 11;

    /// <summary>Answers one message.</summary>
    /// <param name="message">What came in.</param>
    /// <param name="transport">How.</param>
    /// <param name="response">At least <see cref="BufferSize"/> long.</param>
    /// <returns>The length of the response; 0 where none is due: to a response (nothing may echo for ever) or to a scrap.</returns>
    public int Respond(ArraySegment<byte> message, Transport transport, Span<byte> response)
    {
        if (!MessageHeader.TryRead(message, out var header) || header.IsResponse)
        {
            LocalZoneTelemetry.Malformed(transport);
            return 0;
        }

        var query = Query.Read(header, message);
        var answer = Answered(query);
        if (query.Fault is Wire.ReturnCode.FormatError) LocalZoneTelemetry.Malformed(transport);
        LocalZoneTelemetry.Answered(answer.Code, transport);
        return Write(query, answer, SizeFor(query, transport), response);
    }

    private Answer Answered(Query query)
    {
        try
        {
            return query is { Fault: null, Question: { } question }
                ? Answers.For(question, zone.Current, random)
                : Answer.Failed(query.Fault ?? Wire.ReturnCode.FormatError);
        }
        catch (Exception failure)
        {
            log.AnswerFailed(query.Question, failure);
            return Answer.Failed(Wire.ReturnCode.ServerFailure);
        }
    }

    private static int SizeFor(Query query, Transport transport) => (transport, query.Edns) switch
    {
        (Transport.Tcp, _) => ushort.MaxValue,
        (_, null) => UdpSizeWithoutEdns,
        (_, { UdpPayloadSize: var theirs }) => Math.Clamp(theirs, (ushort)UdpSizeWithoutEdns, UdpSize),
    };

    /// <summary>
    /// Cuts an answer to its size: first the addresses beside it go, unmentioned; an answer that is cut
    /// itself says so (TC), and the asker comes again over TCP (RFC 2181 section 9).
    /// </summary>
    private static int Write(Query query, Answer answer, int size, Span<byte> response)
    {
        var options = query.Edns is null ? 0 : 1;
        var writer = new ResponseWriter(response, size - (options * OptionsLength));
        writer.Begin(query);
        var answers = writer.TryWrite(answer.Records);
        var authorities = writer.TryWrite(answer.Authority);
        var truncated = writer.IsFull ? MessageHeader.Truncated : 0;
        var additionals = 0;
        foreach (var rrset in answer.Additional)
            additionals += writer.TryWriteWhole(rrset.Records);
        if (options > 0) writer.Options(UdpSize, answer.Code);

        var header = query.Header.Answered(answer.Code, answer.Authoritative);
        (header with
        {
            Flags = (ushort)(header.Flags | truncated),
            Questions = query.QuestionBytes.IsEmpty ? 0 : 1,
            Answers = answers,
            Authorities = authorities,
            Additionals = additionals + options,
        }).Write(response);
        return writer.Length;
    }
}
