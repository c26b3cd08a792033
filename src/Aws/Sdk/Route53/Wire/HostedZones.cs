using System.Xml.Linq;
using Amazon.Route53.Model;
using static Pipeline.Aws.Runtime.Protocols.RestXmlRequest;

namespace Amazon.Route53.Wire;

internal static class HostedZones
{
    public static readonly Operation<GetHostedZoneRequest, GetHostedZoneResponse> Get = Route53Protocol.Protocol.Define(
        "GetHostedZone",
        "GET",
        "hostedzone/{Id}",
        (GetHostedZoneRequest request, RestXmlRequest wire) => wire.Resource(request.Id),
        response => new GetHostedZoneResponse
        {
            HostedZone = ReadZone(response.Required("HostedZone")),
            VPCs = response.List("VPCs", ReadVpc),
        });

    public static readonly Operation<ListHostedZonesByNameRequest,
        ListHostedZonesByNameResponse> ListByName = Route53Protocol.Protocol.Define(
        "ListHostedZonesByName",
        "GET",
        "hostedzonesbyname",
        (ListHostedZonesByNameRequest request, RestXmlRequest wire) => wire
            .Query("dnsname", request.DNSName)
            .Query("hostedzoneid", request.HostedZoneId)
            .Query("maxitems", request.MaxItems),
        response => new ListHostedZonesByNameResponse
        {
            HostedZones = response.RequiredList("HostedZones", ReadZone),
            DNSName = response.Text("DNSName"),
            HostedZoneId = response.Text("HostedZoneId"),
            IsTruncated = response.RequiredBoolean("IsTruncated"),
            NextDNSName = RecordSets.ReadNext(response, "NextDNSName"),
            NextHostedZoneId = response.Text("NextHostedZoneId"),
            MaxItems = response.Text("MaxItems"),
        });

    public static readonly Operation<CreateHostedZoneRequest, CreateHostedZoneResponse> Create = Route53Protocol.Protocol.Define(
        "CreateHostedZone",
        "POST",
        "hostedzone",
        (CreateHostedZoneRequest request, RestXmlRequest wire) => wire.Body(
            "CreateHostedZoneRequest",
            Element("Name", request.Name),
            Element("VPC", request.VPC, vpc => [Element("VPCRegion", vpc.VPCRegion), Element("VPCId", vpc.VPCId)]),
            Element("CallerReference", request.CallerReference),
            Element("HostedZoneConfig", request.HostedZoneConfig, config =>
                [Element("Comment", config.Comment), Element("PrivateZone", config.PrivateZone)])),
        response => new CreateHostedZoneResponse
        {
            HostedZone = ReadZone(response.Required("HostedZone")),
            ChangeInfo = RecordSets.ReadChangeInfo(response),
            VPC = response.Child("VPC") is { } vpc ? ReadVpc(vpc) : null,
        });

    public static readonly Operation<DeleteHostedZoneRequest, DeleteHostedZoneResponse> Delete = Route53Protocol.Protocol.Define(
        "DeleteHostedZone",
        "DELETE",
        "hostedzone/{Id}",
        (DeleteHostedZoneRequest request, RestXmlRequest wire) => wire.Resource(request.Id),
        response => new DeleteHostedZoneResponse { ChangeInfo = RecordSets.ReadChangeInfo(response) });

    private static HostedZone ReadZone(XElement zone) => new()
    {
        Id = zone.RequiredText("Id"),
        Name = zone.RequiredText("Name"),
        CallerReference = zone.Text("CallerReference"),
        Config = zone.Child("Config") is { } config
            ? new HostedZoneConfig { Comment = config.Text("Comment"), PrivateZone = config.Boolean("PrivateZone") }
            : null,
        ResourceRecordSetCount = zone.Number("ResourceRecordSetCount"),
    };

    private static VPC ReadVpc(XElement vpc) => new() { VPCId = vpc.Text("VPCId"), VPCRegion = vpc.Text("VPCRegion") };
}
