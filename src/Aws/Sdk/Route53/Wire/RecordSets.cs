using System.Xml.Linq;
using Amazon.Route53.Model;
using static Pipeline.Aws.Runtime.Protocols.RestXmlRequest;

namespace Amazon.Route53.Wire;

internal static class RecordSets
{
    public static readonly Operation<ChangeResourceRecordSetsRequest,
        ChangeResourceRecordSetsResponse> Change = Route53Protocol.Protocol.Define(
        "ChangeResourceRecordSets",
        "POST",
        "hostedzone/{Id}/rrset/",
        (ChangeResourceRecordSetsRequest request, RestXmlRequest wire) => wire
            .Resource(request.HostedZoneId)
            .Body("ChangeResourceRecordSetsRequest", Element("ChangeBatch", request.ChangeBatch, batch =>
            [
                Element("Comment", batch.Comment),
                List("Changes", "Change", batch.Changes, change =>
                [
                    Element("Action", change.Action),
                    Element("ResourceRecordSet", change.ResourceRecordSet, Members),
                ]),
            ])),
        response => new ChangeResourceRecordSetsResponse { ChangeInfo = ReadChangeInfo(response) });

    public static readonly Operation<ListResourceRecordSetsRequest, ListResourceRecordSetsResponse> List = Route53Protocol.Protocol.Define(
        "ListResourceRecordSets",
        "GET",
        "hostedzone/{Id}/rrset",
        (ListResourceRecordSetsRequest request, RestXmlRequest wire) => wire
            .Resource(request.HostedZoneId)
            .Query("name", request.StartRecordName)
            .Query("type", request.StartRecordType)
            .Query("identifier", request.StartRecordIdentifier)
            .Query("maxitems", request.MaxItems),
        response => new ListResourceRecordSetsResponse
        {
            ResourceRecordSets = response.RequiredList("ResourceRecordSets", Read),
            IsTruncated = response.RequiredBoolean("IsTruncated"),
            NextRecordName = ReadNext(response, "NextRecordName"),
            NextRecordType = ReadNext(response, "NextRecordType"),
            NextRecordIdentifier = response.Text("NextRecordIdentifier"),
            MaxItems = response.Text("MaxItems"),
        });

    public static readonly Operation<GetChangeRequest, GetChangeResponse> GetChange = Route53Protocol.Protocol.Define(
        "GetChange",
        "GET",
        "change/{Id}",
        (GetChangeRequest request, RestXmlRequest wire) => wire.Resource(request.Id),
        response => new GetChangeResponse { ChangeInfo = ReadChangeInfo(response) });

    /// <summary>The <c>ChangeInfo</c> of a response.</summary>
    public static ChangeInfo ReadChangeInfo(XElement response)
    {
        var info = response.Required("ChangeInfo");
        return new ChangeInfo
        {
            Id = info.RequiredText("Id"),
            Status = info.RequiredText("Status"),
            SubmittedAt = info.Time("SubmittedAt"),
            Comment = info.Text("Comment"),
        };
    }

    /// <summary>Where the next page begins: a page that is cut off has to say.</summary>
    public static string ReadNext(XElement page, string name) =>
        page.RequiredBoolean("IsTruncated") ? page.RequiredText(name) : page.Text(name);

    private static IEnumerable<XElement> Members(ResourceRecordSet set) =>
    [
        Element("Name", set.Name),
        Element("Type", set.Type),
        Element("SetIdentifier", set.SetIdentifier),
        Element("Weight", set.Weight),
        Element("Region", set.Region),
        Element("Failover", set.Failover),
        Element("MultiValueAnswer", set.MultiValueAnswer),
        Element("TTL", set.TTL),
        RestXmlRequest.List("ResourceRecords", "ResourceRecord", set.ResourceRecords, record => [Element("Value", record.Value)]),
        Element("AliasTarget", set.AliasTarget, target =>
        [
            Element("HostedZoneId", target.HostedZoneId),
            Element("DNSName", target.DNSName),
            Element("EvaluateTargetHealth", target.EvaluateTargetHealth),
        ]),
        Element("HealthCheckId", set.HealthCheckId),
    ];

    private static ResourceRecordSet Read(XElement set) => new()
    {
        Name = set.RequiredText("Name"),
        Type = set.RequiredText("Type"),
        SetIdentifier = set.Text("SetIdentifier"),
        Weight = set.Number("Weight"),
        Region = set.Text("Region"),
        Failover = set.Text("Failover"),
        MultiValueAnswer = set.Boolean("MultiValueAnswer"),
        TTL = set.Number("TTL"),
        ResourceRecords = set.List("ResourceRecords", record => new ResourceRecord { Value = record.RequiredText("Value") }),
        AliasTarget = set.Child("AliasTarget") is { } target
            ? new AliasTarget
            {
                HostedZoneId = target.RequiredText("HostedZoneId"),
                DNSName = target.RequiredText("DNSName"),
                EvaluateTargetHealth = target.Boolean("EvaluateTargetHealth"),
            }
            : null,
        HealthCheckId = set.Text("HealthCheckId"),
    };
}
