namespace Amazon.Route53.Model;

/// <summary>
/// The records of one name and type, or, with a set identifier, one of several such sets. Location-based routing is not supported.
/// </summary>
public class ResourceRecordSet
{
    public ResourceRecordSet()
    {
    }

    public ResourceRecordSet(string name, RRType type) => (Name, Type) = (name, type);

    /// <summary>In responses it has a final dot, and special characters are escaped: <c>*</c> is <c>\052</c>.</summary>
    public string Name { get; set; }

    public RRType Type { get; set; }

    public string SetIdentifier { get; set; }

    public long? Weight { get; set; }

    public ResourceRecordSetRegion Region { get; set; }

    public ResourceRecordSetFailover Failover { get; set; }

    public bool? MultiValueAnswer { get; set; }

    /// <summary>Seconds.</summary>
    public long? TTL { get; set; }

    /// <summary>400 at most.</summary>
    public List<ResourceRecord> ResourceRecords { get; set; } = Unset.List<ResourceRecord>();

    public AliasTarget AliasTarget { get; set; }

    public string HealthCheckId { get; set; }
}

public class ResourceRecord
{
    public ResourceRecord()
    {
    }

    public ResourceRecord(string value) => Value = value;

    public string Value { get; set; }
}

public class AliasTarget
{
    public string HostedZoneId { get; set; }

    public string DNSName { get; set; }

    public bool? EvaluateTargetHealth { get; set; }
}
