using Amazon.Route53;
using Amazon.Route53.Model;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.Projector.Tests.Support;

/// <summary>
/// Writes what the agent of the ECS reference design (ecssd_agent) writes for its host: a weighted A record, and a weighted SRV record for
/// each container, with a TTL of 0 and set identifiers of the host's full name.
/// </summary>
internal sealed class ReferenceAgent(Route53Account account, string host, string address)
{
    // A throttled call is left to the SDK, which repeats it.
    private readonly AmazonRoute53Client client = account.Client(new Route53ZoneSettings { Domain = Route53Account.Domain }, repeats: 10);

    private string HostName => $"{host}.ec2.internal";

    /// <summary>Its first start.</summary>
    public Task CreateHostAsync() =>
        ChangeAsync(ChangeAction.CREATE, Set(host, RRType.A, HostName, address));

    public Task StartAsync(string container, string service, int port) =>
        ChangeAsync(ChangeAction.CREATE, Srv(container, service, port));

    /// <summary>A container ended: the agent looks for its record by the identifier, and deletes what it finds.</summary>
    public async Task StopAsync(string container, string service)
    {
        var found = await client.ListResourceRecordSetsAsync(
            new ListResourceRecordSetsRequest(account.Zone)
            {
                StartRecordName = $"{service}.{Route53Account.Domain}.",
                StartRecordType = RRType.SRV,
            });
        if (found.ResourceRecordSets.Find(set => set.SetIdentifier == $"{HostName}:{container}") is { } record)
            await ChangeAsync(ChangeAction.DELETE, record);
    }

    private ResourceRecordSet Srv(string container, string service, int port) =>
        Set(service, RRType.SRV, $"{HostName}:{container}", $"1 1 {port} {HostName}");

    private static ResourceRecordSet Set(string name, RRType type, string identifier, string value) =>
        new($"{name}.{Route53Account.Domain}.", type)
        {
            SetIdentifier = identifier,
            TTL = 0,
            Weight = 1,
            ResourceRecords = [new ResourceRecord(value)],
        };

    private Task ChangeAsync(ChangeAction action, ResourceRecordSet set) =>
        client.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest(account.Zone, new ChangeBatch([new Change(action, set)])));
}
