using Pipeline.Core.Pacing;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The transport of a query; it limits the response size.</summary>
internal enum Transport
{
    Udp,
    Tcp,
}

/// <summary>Computes the response to a query, from bytes to bytes.</summary>
/// <param name="zone">The zone.</param>
/// <param name="random">Shuffles answers; all receivers use it concurrently, so it must be thread-safe.</param>
/// <param name="log">Logs internal errors.</param>
internal sealed class Responder(LocalZone zone, Random random, ILogger log)
{
    /// <summary>The required size of a response buffer.</summary>
    public const int BufferSize = ushort.MaxValue;

    /// <summary>Avoids IP fragmentation; it is also the size that the server advertises to clients.</summary>
    public const ushort UdpSize = 1232;

    private const int UdpSizeWithoutEdns = 512;
    private const int OptionsLength = 11;

    private int partialAnswers;

    /// <summary>Answers one message.</summary>
    /// <param name="message">The received message.</param>
    /// <param name="transport">The transport of the message.</param>
    /// <param name="response">The buffer for the response, at least <see cref="BufferSize"/> long.</param>
    /// <returns>The length of the response; 0 for a message without a response: a response (prevents loops) or a partial header.</returns>
    public int Respond(ReadOnlySpan<byte> message, Transport transport, Span<byte> response)
    {
        if (!MessageHeader.TryRead(message, out var header) || header.IsResponse)
        {
            LocalZoneTelemetry.Malformed(transport);
            return 0;
        }

        var query = Query.Read(header, message);
        var answer = FindAnswer(query);
        if (query.Fault is Wire.ReturnCode.FormatError) LocalZoneTelemetry.Malformed(transport);
        LocalZoneTelemetry.Answered(answer.Code, transport);
        var (length, answered) = Write(query, answer, transport, response);
        if (transport is Transport.Tcp && answered < answer.Records.Length) ReportPart(query, answer, answered);
        return length;
    }

    private Answer FindAnswer(in Query query)
    {
        try
        {
            return query.Fault is { } fault ? new(fault) : Answers.For(query, zone.Current, zone.Outside, random);
        }
        catch (Exception failure)
        {
            log.AnswerFailed(query.Text, failure);
            return new(Wire.ReturnCode.ServerFailure);
        }
    }

    private static int ComputeSize(in Query query, Transport transport) => (transport, query.UdpSize) switch
    {
        (Transport.Tcp, _) => ushort.MaxValue,
        (_, null) => UdpSizeWithoutEdns,
        (_, { } requested) => Math.Clamp(requested, (ushort)UdpSizeWithoutEdns, UdpSize),
    };

    private void ReportPart(in Query query, Answer answer, int answered)
    {
        LocalZoneTelemetry.AnsweredInPart();
        if (FailureLogging.IsDue(Interlocked.Increment(ref partialAnswers)))
            log.AnsweredInPart(query.Text, answer.Records.Length, answered);
    }

    /// <summary>
    /// Cuts an answer to the response size. Additional addresses are omitted first, without TC. If the answer itself is cut over UDP, TC is
    /// set, and the client retries over TCP (RFC 2181 section 9). Over TCP there is nothing to retry: what 65,535 bytes cannot hold is
    /// answered in part, and as the records are shuffled, each answer has another part. Route 53 does so too, by weighted record sets.
    /// </summary>
    /// <returns>The length of the response, and the number of records in its answer.</returns>
    private (int Length, int Answered) Write(in Query query, Answer answer, Transport transport, Span<byte> response)
    {
        var apex = zone.Current.Apex;
        var options = query.UdpSize is null ? 0 : 1;
        var writer = new ResponseWriter(response, ComputeSize(query, transport) - (options * OptionsLength));
        writer.Begin(query, apex.WireName);
        var answers = writer.TryWriteAnswers(answer.Records);
        var authorities = answer.Soa is { } soa && writer.TryWriteAuthority(soa) ? 1 : 0;
        var truncated = writer.IsFull && transport is Transport.Udp ? MessageHeader.Truncated : 0;
        var additionals = 0;
        foreach (var (server, addresses) in answer.Additional)
            additionals += writer.TryWriteWhole(server, apex.Name, addresses.Records.AsSpan());
        if (options > 0) writer.Options(UdpSize, answer.Code);

        var header = query.Header.Answered(answer.Code, answer.Authoritative);
        (header with
        {
            Flags = (ushort)(header.Flags | truncated),
            Questions = query.Question.IsEmpty ? 0 : 1,
            Answers = answers,
            Authorities = authorities,
            Additionals = additionals + options,
        }).Write(response);
        return (writer.Length, answers);
    }
}
