using System.Diagnostics.Metrics;
using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;

namespace Pipeline.Projector.Tests.Zone.Local;

public class When_queries_are_counted
{
    private readonly ZoneUnderTest zone = new(Srv("calc", At("host1")));

    [Fact]
    public void Queries_are_counted_by_code_and_transport()
    {
        var counted = Counted(() =>
        {
            zone.Bytes(new DnsQuery(Below("calc")).Bytes, Transport.Udp);
            zone.Bytes(new DnsQuery(Below("nothing")).Bytes, Transport.Tcp);
            zone.Bytes(new DnsQuery("example.org").Bytes, Transport.Tcp);
        });

        counted.ShouldBe(["pipeline.dns.queries NOERROR udp", "pipeline.dns.queries NXDOMAIN tcp", "pipeline.dns.queries REFUSED tcp"]);
    }

    [Fact]
    public void What_is_no_query_is_counted_whether_it_gets_a_response_or_not()
    {
        var counted = Counted(() =>
        {
            zone.Bytes([1, 2, 3], Transport.Udp);
            zone.Bytes(new DnsQuery(Below("calc")).Bytes[..^1], Transport.Udp);
        });

        counted.ShouldBe(["pipeline.dns.malformed udp", "pipeline.dns.malformed udp", "pipeline.dns.queries FORMERR udp"]);
    }

    /// <summary>What this thread counts meanwhile; other tests count on theirs.</summary>
    private static List<string> Counted(Action act)
    {
        List<string> counted = [];
        var here = Environment.CurrentManagedThreadId;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Pipeline.Projector") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (Environment.CurrentManagedThreadId == here)
                counted.Add(string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => tag.Value)]));
        });
        listener.Start();
        act();
        return counted;
    }
}
