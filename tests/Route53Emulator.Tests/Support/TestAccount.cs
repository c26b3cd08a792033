using Amazon;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace Pipeline.Tests.Route53Emulator.Tests.Support;

/// <summary>An emulator with one zone, a fake clock, and a client without retries.</summary>
internal sealed class TestAccount : IAsyncDisposable
{
    public const string Domain = "a.internal";

    private TestAccount(Emulator emulator, FakeTimeProvider time)
    {
        (Emulator, Time, Zone) = (emulator, time, emulator.CreateZone(Domain));
        Client = new AmazonRoute53Client(new BasicAWSCredentials("testing", "testing"), new AmazonRoute53Config
        {
            RegionEndpoint = RegionEndpoint.USEast1,
            ServiceURL = emulator.Endpoint.AbsoluteUri,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
        });
    }

    public Emulator Emulator { get; }

    public FakeTimeProvider Time { get; }

    public string Zone { get; }

    public AmazonRoute53Client Client { get; }

    public static async Task<TestAccount> OpenAsync(Rules? rules = null)
    {
        var time = new FakeTimeProvider();
        return new TestAccount(await Emulator.StartAsync(rules, time), time);
    }

    public async Task<ChangeInfo> ChangeAsync(params IEnumerable<Change> changes) =>
        (await Client.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest(Zone, new ChangeBatch([.. changes])))).ChangeInfo;

    /// <summary>Sends changes that are refused.</summary>
    /// <returns>Why.</returns>
    public async Task<string> RejectionAsync(params Change[] changes) =>
        (await Should.ThrowAsync<InvalidChangeBatchException>(ChangeAsync(changes))).Message;

    public static Change Create(ResourceRecordSet set) => new(ChangeAction.CREATE, set);

    public static Change Upsert(ResourceRecordSet set) => new(ChangeAction.UPSERT, set);

    public static Change Delete(ResourceRecordSet set) => new(ChangeAction.DELETE, set);

    public static ResourceRecordSet A(string label, params string[] addresses) =>
        new($"{label}.{Domain}.", RRType.A) { TTL = 5, ResourceRecords = [.. addresses.Select(address => new ResourceRecord(address))] };

    public static ResourceRecordSet Weighted(string label, string identifier, string address)
    {
        var set = A(label, address);
        (set.SetIdentifier, set.Weight) = (identifier, 1);
        return set;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }
}
