namespace Amazon.Route53.Model;

public class GetHostedZoneRequest : AmazonRoute53Request
{
    public GetHostedZoneRequest()
    {
    }

    public GetHostedZoneRequest(string id) => Id = id;

    /// <summary>With or without the prefix <c>/hostedzone/</c>.</summary>
    public string Id { get; set; }
}

public class GetHostedZoneResponse : AmazonWebServiceResponse
{
    public HostedZone HostedZone { get; set; }

    /// <summary>The VPCs of a private zone.</summary>
    public List<VPC> VPCs { get; set; } = Unset.List<VPC>();
}

public class ListHostedZonesByNameRequest : AmazonRoute53Request
{
    public string DNSName { get; set; }

    public string HostedZoneId { get; set; }

    /// <summary>A number, at most 100.</summary>
    public string MaxItems { get; set; }
}

public class ListHostedZonesByNameResponse : AmazonWebServiceResponse
{
    public List<HostedZone> HostedZones { get; set; } = Unset.List<HostedZone>();

    public string DNSName { get; set; }

    public string HostedZoneId { get; set; }

    public bool? IsTruncated { get; set; }

    public string NextDNSName { get; set; }

    public string NextHostedZoneId { get; set; }

    public string MaxItems { get; set; }
}

public class CreateHostedZoneRequest : AmazonRoute53Request
{
    public CreateHostedZoneRequest()
    {
    }

    public CreateHostedZoneRequest(string name, string callerReference) => (Name, CallerReference) = (name, callerReference);

    public string Name { get; set; }

    /// <summary>For a private zone: its first VPC.</summary>
    public VPC VPC { get; set; }

    /// <summary>Unique per request; a repeated request creates no second zone.</summary>
    public string CallerReference { get; set; }

    public HostedZoneConfig HostedZoneConfig { get; set; }
}

public class CreateHostedZoneResponse : AmazonWebServiceResponse
{
    public HostedZone HostedZone { get; set; }

    public ChangeInfo ChangeInfo { get; set; }

    public VPC VPC { get; set; }
}

public class DeleteHostedZoneRequest : AmazonRoute53Request
{
    public DeleteHostedZoneRequest()
    {
    }

    public DeleteHostedZoneRequest(string id) => Id = id;

    /// <summary>With or without the prefix <c>/hostedzone/</c>.</summary>
    public string Id { get; set; }
}

public class DeleteHostedZoneResponse : AmazonWebServiceResponse
{
    public ChangeInfo ChangeInfo { get; set; }
}

public class HostedZone
{
    /// <summary><c>/hostedzone/Z…</c></summary>
    public string Id { get; set; }

    /// <summary>With a final dot.</summary>
    public string Name { get; set; }

    public string CallerReference { get; set; }

    public HostedZoneConfig Config { get; set; }

    public long? ResourceRecordSetCount { get; set; }
}

public class HostedZoneConfig
{
    public string Comment { get; set; }

    public bool? PrivateZone { get; set; }
}

public class VPC
{
    public string VPCId { get; set; }

    public VPCRegion VPCRegion { get; set; }
}
