namespace Amazon.Route53.Model;

public class ChangeResourceRecordSetsRequest : AmazonRoute53Request
{
    public ChangeResourceRecordSetsRequest()
    {
    }

    public ChangeResourceRecordSetsRequest(string hostedZoneId, ChangeBatch changeBatch) =>
        (HostedZoneId, ChangeBatch) = (hostedZoneId, changeBatch);

    /// <summary>With or without the prefix <c>/hostedzone/</c>.</summary>
    public string HostedZoneId { get; set; }

    public ChangeBatch ChangeBatch { get; set; }
}

public class ChangeResourceRecordSetsResponse : AmazonWebServiceResponse
{
    public ChangeInfo ChangeInfo { get; set; }
}

public class ListResourceRecordSetsRequest : AmazonRoute53Request
{
    public ListResourceRecordSetsRequest()
    {
    }

    public ListResourceRecordSetsRequest(string hostedZoneId) => HostedZoneId = hostedZoneId;

    /// <summary>With or without the prefix <c>/hostedzone/</c>.</summary>
    public string HostedZoneId { get; set; }

    public string StartRecordName { get; set; }

    public RRType StartRecordType { get; set; }

    public string StartRecordIdentifier { get; set; }

    /// <summary>A number, at most 300.</summary>
    public string MaxItems { get; set; }
}

public class ListResourceRecordSetsResponse : AmazonWebServiceResponse
{
    public List<ResourceRecordSet> ResourceRecordSets { get; set; } = Unset.List<ResourceRecordSet>();

    public bool? IsTruncated { get; set; }

    public string NextRecordName { get; set; }

    public RRType NextRecordType { get; set; }

    /// <summary>The set identifier at which the next page begins.</summary>
    public string NextRecordIdentifier { get; set; }

    public string MaxItems { get; set; }
}

public class GetChangeRequest : AmazonRoute53Request
{
    public GetChangeRequest()
    {
    }

    public GetChangeRequest(string id) => Id = id;

    /// <summary>With or without the prefix <c>/change/</c>.</summary>
    public string Id { get; set; }
}

public class GetChangeResponse : AmazonWebServiceResponse
{
    public ChangeInfo ChangeInfo { get; set; }
}

public class ChangeBatch
{
    public ChangeBatch()
    {
    }

    public ChangeBatch(List<Change> changes) => Changes = changes;

    public string Comment { get; set; }

    public List<Change> Changes { get; set; } = Unset.List<Change>();
}

public class Change
{
    public Change()
    {
    }

    public Change(ChangeAction action, ResourceRecordSet resourceRecordSet) => (Action, ResourceRecordSet) = (action, resourceRecordSet);

    public ChangeAction Action { get; set; }

    public ResourceRecordSet ResourceRecordSet { get; set; }
}

/// <summary>A submitted change and its progress.</summary>
public class ChangeInfo
{
    /// <summary><c>/change/C…</c></summary>
    public string Id { get; set; }

    public ChangeStatus Status { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? SubmittedAt { get; set; }

    public string Comment { get; set; }
}
