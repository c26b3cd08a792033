using System.Diagnostics.Metrics;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The metrics of the name server.</summary>
internal static class LocalZoneTelemetry
{
    private static readonly Meter Meter = new("Pipeline.Projector");

    private static readonly Counter<long> Queries =
        Meter.CreateCounter<long>("pipeline.dns.queries", "{query}", "Queries answered, by response code and transport.");

    private static readonly Counter<long> MalformedMessages =
        Meter.CreateCounter<long>("pipeline.dns.malformed", "{message}", "Messages that are not valid queries, by transport.");

    private static readonly Counter<long> PartialAnswers = Meter.CreateCounter<long>(
        "pipeline.dns.answers.partial", "{answer}", "Answers over TCP with a part of their records, because a message cannot hold all.");

    public static void AnsweredInPart() => PartialAnswers.Add(1);

    public static void Answered(Wire.ReturnCode code, Transport transport) =>
        Queries.Add(1, new("rcode", GetMnemonic(code)), new("transport", Name(transport)));

    public static void Malformed(Transport transport) =>
        MalformedMessages.Add(1, new KeyValuePair<string, object?>("transport", Name(transport)));

    private static string Name(Transport transport) => transport is Transport.Udp ? "udp" : "tcp";

    /// <summary>The mnemonics in the IANA registry of DNS parameters.</summary>
    private static string GetMnemonic(Wire.ReturnCode code) => code switch
    {
        Wire.ReturnCode.NoError => "NOERROR",
        Wire.ReturnCode.FormatError => "FORMERR",
        Wire.ReturnCode.ServerFailure => "SERVFAIL",
        Wire.ReturnCode.NxDomain => "NXDOMAIN",
        Wire.ReturnCode.NotImplemented => "NOTIMP",
        Wire.ReturnCode.Refused => "REFUSED",
        Wire.ReturnCode.BadVersion => "BADVERS",
        _ => code.ToString(),
    };
}
