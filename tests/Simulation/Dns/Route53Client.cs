using System.Net;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using Pipeline.Tests.Route53Emulator.Zones;
using Pipeline.Tests.Simulation.Processes;
using Change = Pipeline.Tests.Route53Emulator.Zones.Change;
using ChangeAction = Pipeline.Tests.Route53Emulator.Zones.ChangeAction;

namespace Pipeline.Tests.Simulation.Dns;

/// <summary>Route 53 as one process reaches it.</summary>
internal sealed class Route53Client(SimulatedZone zone, SimulatedProcess process, Func<TimeSpan> drawLatency) : IAmazonRoute53
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    public IClientConfig Config => throw new NotSupportedException();

    public async Task<ChangeResourceRecordSetsResponse> ChangeResourceRecordSetsAsync(
        ChangeResourceRecordSetsRequest request, CancellationToken cancellationToken = default)
    {
        await BeginAsync();
        Change[] changes = [.. request.ChangeBatch.Changes.Select(Read)];
        if (zone.Happens(zone.Faults.AppliedLater))
        {
            process.Machine.World.After(zone.Faults.AppliedAfter ?? zone.Draw(1, 40), () => zone.Apply(changes));
            await process.PassAsync(AnswerWithin, CancellationToken.None);
            throw new TaskCanceledException("simulated: no answer in time");
        }

        var (changeId, rejections) = zone.Apply(changes);
        if (zone.Happens(zone.Faults.AnswerLost))
        {
            await process.PassAsync(drawLatency(), CancellationToken.None);
            throw new HttpRequestException("simulated: the connection broke");
        }

        await process.PassAsync(TimeSpan.Zero, CancellationToken.None);
        if (changeId is null)
        {
            throw new InvalidChangeBatchException(
                rejections[0], null, ErrorType.Sender, "InvalidChangeBatch", "", HttpStatusCode.BadRequest)
            { Messages = [.. rejections] };
        }

        return new ChangeResourceRecordSetsResponse
        {
            ChangeInfo = new ChangeInfo { Id = $"/change/{changeId}", Status = ChangeStatus.PENDING },
        };
    }

    public async Task<ListResourceRecordSetsResponse> ListResourceRecordSetsAsync(
        ListResourceRecordSetsRequest request, CancellationToken cancellationToken = default)
    {
        await BeginAsync();
        List<ResourceRecordSet> sets = [.. zone.List(request.StartRecordName, request.StartRecordType).Select(Write)];
        await process.PassAsync(TimeSpan.Zero, CancellationToken.None);
        return new ListResourceRecordSetsResponse { ResourceRecordSets = sets, IsTruncated = false };
    }

    public async Task<GetChangeResponse> GetChangeAsync(GetChangeRequest request, CancellationToken cancellationToken = default)
    {
        await BeginAsync();
        return zone.IsInSync(request.Id) is { } isInSync
            ? new GetChangeResponse
            {
                ChangeInfo = new ChangeInfo { Id = request.Id, Status = isInSync ? ChangeStatus.INSYNC : ChangeStatus.PENDING },
            }
            : throw new NoSuchChangeException("simulated", null, ErrorType.Sender, "NoSuchChange", "", HttpStatusCode.NotFound);
    }

    public async Task<GetHostedZoneResponse> GetHostedZoneAsync(
        GetHostedZoneRequest request, CancellationToken cancellationToken = default)
    {
        await BeginAsync();
        return new GetHostedZoneResponse
        {
            HostedZone = new Amazon.Route53.Model.HostedZone
            {
                Id = $"/hostedzone/{SimulatedZone.Id}",
                Name = zone.Zone.Name + ".",
                ResourceRecordSetCount = zone.Zone.Records.Count,
            },
        };
    }

    public Task<ListHostedZonesByNameResponse> ListHostedZonesByNameAsync(
        ListHostedZonesByNameRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<CreateHostedZoneResponse> CreateHostedZoneAsync(
        CreateHostedZoneRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<DeleteHostedZoneResponse> DeleteHostedZoneAsync(
        DeleteHostedZoneRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private async Task BeginAsync()
    {
        await process.PassAsync(zone.Happens(zone.Faults.Slow) ? zone.Draw(1, 15) : drawLatency(), CancellationToken.None);
        if (zone.Happens(zone.Faults.Throttled))
            throw new AmazonRoute53Exception(
                "Rate exceeded", null, ErrorType.Sender, "Throttling", "", HttpStatusCode.BadRequest);
        if (zone.Happens(zone.Faults.Broken)) throw new HttpRequestException("simulated: the connection broke");
    }

    private static Change Read(Amazon.Route53.Model.Change change) => new(
        change.Action.Value switch
        {
            "CREATE" => ChangeAction.Create,
            "DELETE" => ChangeAction.Delete,
            var other => throw new NotSupportedException($"the product does not send {other}"),
        },
        new Record(
            new RecordId(change.ResourceRecordSet.Name.TrimEnd('.'), change.ResourceRecordSet.Type.Value,
                change.ResourceRecordSet.SetIdentifier),
            change.ResourceRecordSet.TTL,
            [.. (change.ResourceRecordSet.ResourceRecords ?? []).Select(record => record.Value)])
        {
            Alias = change.ResourceRecordSet.AliasTarget is { } alias
                ? (alias.HostedZoneId, alias.DNSName, alias.EvaluateTargetHealth is true)
                : null,
            Weight = change.ResourceRecordSet.Weight,
            MultiValueAnswer = change.ResourceRecordSet.MultiValueAnswer,
        });

    private static ResourceRecordSet Write(Record record) => new(record.Id.Name + ".", record.Id.Type)
    {
        SetIdentifier = record.Id.SetIdentifier,
        TTL = record.Ttl,
        Weight = record.Weight,
        MultiValueAnswer = record.MultiValueAnswer,
        ResourceRecords = [.. record.Values.Select(value => new ResourceRecord(value))],
        AliasTarget = record.Alias is var (hostedZone, name, evaluates)
            ? new AliasTarget { HostedZoneId = hostedZone, DNSName = name, EvaluateTargetHealth = evaluates }
            : null,
    };
}
