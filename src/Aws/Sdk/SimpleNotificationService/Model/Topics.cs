namespace Amazon.SimpleNotificationService.Model;

public class CreateTopicRequest : AmazonSimpleNotificationServiceRequest
{
    public CreateTopicRequest()
    {
    }

    public CreateTopicRequest(string name) => Name = name;

    /// <summary>Up to 256 letters, digits, hyphens and underscores.</summary>
    public string Name { get; set; }

    public Dictionary<string, string> Attributes { get; set; } = Unset.Map<string>();

    public List<Tag> Tags { get; set; } = Unset.List<Tag>();
}

public class CreateTopicResponse : AmazonWebServiceResponse
{
    public string TopicArn { get; set; }
}

public class DeleteTopicRequest : AmazonSimpleNotificationServiceRequest
{
    public DeleteTopicRequest()
    {
    }

    public DeleteTopicRequest(string topicArn) => TopicArn = topicArn;

    public string TopicArn { get; set; }
}

public class DeleteTopicResponse : AmazonWebServiceResponse;

public class ListTopicsRequest : AmazonSimpleNotificationServiceRequest
{
    public ListTopicsRequest()
    {
    }

    public ListTopicsRequest(string nextToken) => NextToken = nextToken;

    /// <summary>The token of the previous page; null for the first page.</summary>
    public string NextToken { get; set; }
}

public class ListTopicsResponse : AmazonWebServiceResponse
{
    public List<Topic> Topics { get; set; } = Unset.List<Topic>();

    /// <summary>Null on the last page.</summary>
    public string NextToken { get; set; }
}

public class GetTopicAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    public GetTopicAttributesRequest()
    {
    }

    public GetTopicAttributesRequest(string topicArn) => TopicArn = topicArn;

    public string TopicArn { get; set; }
}

public class GetTopicAttributesResponse : AmazonWebServiceResponse
{
    public Dictionary<string, string> Attributes { get; set; } = Unset.Map<string>();
}

public class SetTopicAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    public SetTopicAttributesRequest()
    {
    }

    public SetTopicAttributesRequest(string topicArn, string attributeName, string attributeValue) =>
        (TopicArn, AttributeName, AttributeValue) = (topicArn, attributeName, attributeValue);

    public string TopicArn { get; set; }

    public string AttributeName { get; set; }

    public string AttributeValue { get; set; }
}

public class SetTopicAttributesResponse : AmazonWebServiceResponse;

public class Topic
{
    public string TopicArn { get; set; }
}

public class Tag
{
    public string Key { get; set; }

    public string Value { get; set; }
}
