using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.Store.Tests.Registry;

/// <summary>Events, leases and slices of the tests.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly ChangeNotice Nothing = new(ZoneScope.Nothing, ChangeNotice.NoTraces);

    public static ChangeNotice NoticeOf(string service) => new(ZoneScope.Nothing with { Services = [service] }, ChangeNotice.NoTraces);

    public static RegistryAppend Append(params StreamAppend[] streams) => new(streams, []);

    /// <summary>A host that joins, in a stream of its own.</summary>
    public static StreamAppend Joining(string host) => Begin(Host.StreamOf(host), new HostJoined("192.0.2.1", Start));

    /// <summary>A container that starts on a host and answers for a service.</summary>
    public static StreamAppend Starting(string container, string host, string service = "calc", int port = 32768) => Begin(
        container,
        new RunBegan(host, new Stamp(1, 1), Start, $"name-of-{container}", "calc:1", null, Start),
        new InstanceRegistered(InstanceOf(service, port), Start));

    public static Instance InstanceOf(string service, int port) =>
        new(service, 8081, new TransportAddress("192.0.2.1", port, TransportProtocol.Tcp));

    public static StreamAppend Begin(string stream, params object[] events) => At(stream, events.Length, events);

    /// <summary>Events that bring a stream to a version.</summary>
    public static StreamAppend At(string stream, int version, params object[] events) =>
        new(stream, version, [.. events.Select(happened => new OriginatedEvent(happened, new Origin(null)))]);

    public static HostLease Lease(string host, int heardAfterSeconds = 0) =>
        new() { Id = host, LastHeard = Start.AddSeconds(heardAfterSeconds) };

    public static RegistrySlice Hosts(params string[] hosts) => new(hosts, [], [], []);

    public static RecordKey Key(string name, RecordType type = RecordType.A) => new($"{name}.test", type);

    public static ChangeSubmitted Submitted(RecordKey key, int afterSeconds = 0) => new(
        new RecordChange(ChangeAction.Create, new RecordSet { Key = key, Ttl = 10, Values = ["192.0.2.1"] }),
        Guid.Empty,
        Start.AddSeconds(afterSeconds));

    public static ChangeAccepted Accepted(string receipt = "C1") => new(receipt, Start);

    public static ChangeInSync InSync(string receipt = "C1") => new(receipt, Start);

    /// <summary>Events that begin a record's stream.</summary>
    public static LedgerAppend Ledger(string zone, RecordKey key, params LedgerEvent[] events) =>
        LedgerAt(zone, key, events.Length, events);

    public static LedgerAppend LedgerAt(string zone, RecordKey key, int version, params LedgerEvent[] events) =>
        new(LedgerEntry.StreamOf(zone, key), version, events, []);
}
