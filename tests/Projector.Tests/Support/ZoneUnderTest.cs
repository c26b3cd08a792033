using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns;
using Pipeline.Projector.Zone.Local;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Puts questions to a zone without any socket, and reads the answers with the library's parser.</summary>
internal sealed class ZoneUnderTest(params RecordSet[] sets)
{
    private readonly byte[] response = new byte[Responder.BufferSize];
    private Responder? responder;

    public LocalZone Zone { get; } = Filled(sets);

    public Random Random { get; init; } = new(1);

    public static LocalZone Filled(params RecordSet[] sets)
    {
        var zone = new LocalZone(RecordSets.Domain, IPAddress.Loopback, TimeProvider.System);
        zone.Restore(sets).ShouldBeEmpty();
        return zone;
    }

    public Wire.DnsMessage Answer(string label, Wire.RecordType type, Transport transport = Transport.Tcp) =>
        Answer(new DnsQuery(RecordSets.Below(label), type), transport);

    public Wire.DnsMessage Answer(DnsQuery question, Transport transport = Transport.Tcp) =>
        Wire.DnsMessage.Parse(Bytes(question.Bytes, transport));

    /// <summary>The response's bytes; none where there is no response.</summary>
    public byte[] Bytes(byte[] message, Transport transport)
    {
        responder ??= new(Zone, Random, NullLogger.Instance);
        return response[..responder.Respond(message, transport, response)];
    }
}
