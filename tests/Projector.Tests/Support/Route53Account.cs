using Amazon;
using Amazon.Route53;
using Amazon.Runtime;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Tests.Route53Emulator;
using Pipeline.Tests.Route53Emulator.Zones;
using Record = Pipeline.Tests.Route53Emulator.Zones.Record;

namespace Pipeline.Projector.Tests.Support;

/// <summary>An emulated Route 53 with one zone, and clients of it.</summary>
internal sealed class Route53Account : IAsyncDisposable
{
    public const string Domain = "servicediscovery.internal";

    private Route53Account(Emulator emulator) => (Emulator, Zone) = (emulator, emulator.CreateZone(Domain));

    public Emulator Emulator { get; }

    public string Zone { get; }

    public static async Task<Route53Account> OpenAsync(Rules? rules = null, TimeProvider? time = null) =>
        new(await Emulator.StartAsync(rules, time));

    /// <summary>A client as the product makes it, with this endpoint.</summary>
    public AmazonRoute53Client Client(Route53ZoneSettings settings, int repeats = 0)
    {
        var config = Route53Hosting.Config(settings);
        config.MaxErrorRetry = repeats;
        config.RegionEndpoint = RegionEndpoint.USEast1;
        config.ServiceURL = Emulator.Endpoint.AbsoluteUri;
        return new AmazonRoute53Client(new BasicAWSCredentials("testing", "testing"), config);
    }

    /// <summary>The records of the zone, without its fence.</summary>
    public IReadOnlyList<Record> Records => RecordsOf(Zone);

    /// <summary>The fence's record; null for none.</summary>
    public Record? Fence => Emulator.Records(Zone).SingleOrDefault(IsFence);

    /// <summary>The records of a zone of the account, without its fence.</summary>
    public IReadOnlyList<Record> RecordsOf(string zone) => [.. Emulator.Records(zone).Where(record => !IsFence(record))];

    public static bool IsFence(Record record) => record.Id == new RecordId(FenceRecord.NameIn(Domain), "TXT");

    /// <summary>Every value under a name and type, of however many sets, in order.</summary>
    public IReadOnlyList<string> Values(string label, string type = "SRV") =>
        [.. Of(label, type).SelectMany(record => record.Values).Order(StringComparer.Ordinal)];

    public IReadOnlyList<Record> Of(string label, string type = "SRV") =>
        [.. Emulator.Records(Zone).Where(record => record.Id.Name == $"{label}.{Domain}" && record.Id.Type == type)];

    /// <summary>A record as somebody else may put it into the zone.</summary>
    public void Put(string label, string type, params string[] values) =>
        Emulator.Edit(Zone, zone => zone.With(new Record(new RecordId($"{label}.{Domain}", type), 60, [.. values])));

    public void Put(Record record) => Emulator.Edit(Zone, zone => zone.With(record));

    public void Remove(string label, string type) =>
        Emulator.Edit(Zone, zone => zone.Without(record => record.Id.Name == $"{label}.{Domain}" && record.Id.Type == type));

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}
