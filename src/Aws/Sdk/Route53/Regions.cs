namespace Amazon.Route53;

/// <summary>The region of a record set in latency routing.</summary>
public class ResourceRecordSetRegion(string value) : ConstantClass(value)
{
    public static readonly ResourceRecordSetRegion AfSouth1 = new("af-south-1");
    public static readonly ResourceRecordSetRegion ApEast1 = new("ap-east-1");
    public static readonly ResourceRecordSetRegion ApEast2 = new("ap-east-2");
    public static readonly ResourceRecordSetRegion ApNortheast1 = new("ap-northeast-1");
    public static readonly ResourceRecordSetRegion ApNortheast2 = new("ap-northeast-2");
    public static readonly ResourceRecordSetRegion ApNortheast3 = new("ap-northeast-3");
    public static readonly ResourceRecordSetRegion ApSouth1 = new("ap-south-1");
    public static readonly ResourceRecordSetRegion ApSouth2 = new("ap-south-2");
    public static readonly ResourceRecordSetRegion ApSoutheast1 = new("ap-southeast-1");
    public static readonly ResourceRecordSetRegion ApSoutheast2 = new("ap-southeast-2");
    public static readonly ResourceRecordSetRegion ApSoutheast3 = new("ap-southeast-3");
    public static readonly ResourceRecordSetRegion ApSoutheast4 = new("ap-southeast-4");
    public static readonly ResourceRecordSetRegion ApSoutheast5 = new("ap-southeast-5");
    public static readonly ResourceRecordSetRegion ApSoutheast6 = new("ap-southeast-6");
    public static readonly ResourceRecordSetRegion ApSoutheast7 = new("ap-southeast-7");
    public static readonly ResourceRecordSetRegion CaCentral1 = new("ca-central-1");
    public static readonly ResourceRecordSetRegion CaWest1 = new("ca-west-1");
    public static readonly ResourceRecordSetRegion CnNorth1 = new("cn-north-1");
    public static readonly ResourceRecordSetRegion CnNorthwest1 = new("cn-northwest-1");
    public static readonly ResourceRecordSetRegion EuCentral1 = new("eu-central-1");
    public static readonly ResourceRecordSetRegion EuCentral2 = new("eu-central-2");
    public static readonly ResourceRecordSetRegion EuNorth1 = new("eu-north-1");
    public static readonly ResourceRecordSetRegion EuSouth1 = new("eu-south-1");
    public static readonly ResourceRecordSetRegion EuSouth2 = new("eu-south-2");
    public static readonly ResourceRecordSetRegion EuWest1 = new("eu-west-1");
    public static readonly ResourceRecordSetRegion EuWest2 = new("eu-west-2");
    public static readonly ResourceRecordSetRegion EuWest3 = new("eu-west-3");
    public static readonly ResourceRecordSetRegion EuscDeEast1 = new("eusc-de-east-1");
    public static readonly ResourceRecordSetRegion IlCentral1 = new("il-central-1");
    public static readonly ResourceRecordSetRegion MeCentral1 = new("me-central-1");
    public static readonly ResourceRecordSetRegion MeSouth1 = new("me-south-1");
    public static readonly ResourceRecordSetRegion MxCentral1 = new("mx-central-1");
    public static readonly ResourceRecordSetRegion SaEast1 = new("sa-east-1");
    public static readonly ResourceRecordSetRegion UsEast1 = new("us-east-1");
    public static readonly ResourceRecordSetRegion UsEast2 = new("us-east-2");
    public static readonly ResourceRecordSetRegion UsGovEast1 = new("us-gov-east-1");
    public static readonly ResourceRecordSetRegion UsGovWest1 = new("us-gov-west-1");
    public static readonly ResourceRecordSetRegion UsWest1 = new("us-west-1");
    public static readonly ResourceRecordSetRegion UsWest2 = new("us-west-2");

    public static implicit operator ResourceRecordSetRegion(string value) => FindValue(value);

    public static ResourceRecordSetRegion FindValue(string value) => FindValue<ResourceRecordSetRegion>(value);
}

/// <summary>The region of a VPC.</summary>
public class VPCRegion(string value) : ConstantClass(value)
{
    public static readonly VPCRegion AfSouth1 = new("af-south-1");
    public static readonly VPCRegion ApEast1 = new("ap-east-1");
    public static readonly VPCRegion ApEast2 = new("ap-east-2");
    public static readonly VPCRegion ApNortheast1 = new("ap-northeast-1");
    public static readonly VPCRegion ApNortheast2 = new("ap-northeast-2");
    public static readonly VPCRegion ApNortheast3 = new("ap-northeast-3");
    public static readonly VPCRegion ApSouth1 = new("ap-south-1");
    public static readonly VPCRegion ApSouth2 = new("ap-south-2");
    public static readonly VPCRegion ApSoutheast1 = new("ap-southeast-1");
    public static readonly VPCRegion ApSoutheast2 = new("ap-southeast-2");
    public static readonly VPCRegion ApSoutheast3 = new("ap-southeast-3");
    public static readonly VPCRegion ApSoutheast4 = new("ap-southeast-4");
    public static readonly VPCRegion ApSoutheast5 = new("ap-southeast-5");
    public static readonly VPCRegion ApSoutheast6 = new("ap-southeast-6");
    public static readonly VPCRegion ApSoutheast7 = new("ap-southeast-7");
    public static readonly VPCRegion CaCentral1 = new("ca-central-1");
    public static readonly VPCRegion CaWest1 = new("ca-west-1");
    public static readonly VPCRegion CnNorth1 = new("cn-north-1");
    public static readonly VPCRegion CnNorthwest1 = new("cn-northwest-1");
    public static readonly VPCRegion EuCentral1 = new("eu-central-1");
    public static readonly VPCRegion EuCentral2 = new("eu-central-2");
    public static readonly VPCRegion EuIsoeWest1 = new("eu-isoe-west-1");
    public static readonly VPCRegion EuNorth1 = new("eu-north-1");
    public static readonly VPCRegion EuSouth1 = new("eu-south-1");
    public static readonly VPCRegion EuSouth2 = new("eu-south-2");
    public static readonly VPCRegion EuWest1 = new("eu-west-1");
    public static readonly VPCRegion EuWest2 = new("eu-west-2");
    public static readonly VPCRegion EuWest3 = new("eu-west-3");
    public static readonly VPCRegion EuscDeEast1 = new("eusc-de-east-1");
    public static readonly VPCRegion IlCentral1 = new("il-central-1");
    public static readonly VPCRegion MeCentral1 = new("me-central-1");
    public static readonly VPCRegion MeSouth1 = new("me-south-1");
    public static readonly VPCRegion MxCentral1 = new("mx-central-1");
    public static readonly VPCRegion SaEast1 = new("sa-east-1");
    public static readonly VPCRegion UsEast1 = new("us-east-1");
    public static readonly VPCRegion UsEast2 = new("us-east-2");
    public static readonly VPCRegion UsGovEast1 = new("us-gov-east-1");
    public static readonly VPCRegion UsGovWest1 = new("us-gov-west-1");
    public static readonly VPCRegion UsIsoEast1 = new("us-iso-east-1");
    public static readonly VPCRegion UsIsoWest1 = new("us-iso-west-1");
    public static readonly VPCRegion UsIsobEast1 = new("us-isob-east-1");
    public static readonly VPCRegion UsIsobWest1 = new("us-isob-west-1");
    public static readonly VPCRegion UsIsofEast1 = new("us-isof-east-1");
    public static readonly VPCRegion UsIsofSouth1 = new("us-isof-south-1");
    public static readonly VPCRegion UsWest1 = new("us-west-1");
    public static readonly VPCRegion UsWest2 = new("us-west-2");

    public static implicit operator VPCRegion(string value) => FindValue(value);

    public static VPCRegion FindValue(string value) => FindValue<VPCRegion>(value);
}
