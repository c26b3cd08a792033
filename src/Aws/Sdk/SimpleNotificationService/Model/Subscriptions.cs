namespace Amazon.SimpleNotificationService.Model;

public class SubscribeRequest : AmazonSimpleNotificationServiceRequest
{
    public SubscribeRequest()
    {
    }

    public SubscribeRequest(string topicArn, string protocol, string endpoint) =>
        (TopicArn, Protocol, Endpoint) = (topicArn, protocol, endpoint);

    public string TopicArn { get; set; }

    /// <summary><c>sqs</c> for a queue.</summary>
    public string Protocol { get; set; }

    /// <summary>A queue's ARN.</summary>
    public string Endpoint { get; set; }

    /// <summary>Such as <c>RawMessageDelivery</c>, <c>FilterPolicy</c>, <c>RedrivePolicy</c>.</summary>
    public Dictionary<string, string> Attributes { get; set; } = Unset.Map<string>();

    /// <summary>Whether the response has the ARN even if the subscription is not confirmed yet.</summary>
    public bool? ReturnSubscriptionArn { get; set; }
}

public class SubscribeResponse : AmazonWebServiceResponse
{
    public string SubscriptionArn { get; set; }
}

public class UnsubscribeRequest : AmazonSimpleNotificationServiceRequest
{
    public UnsubscribeRequest()
    {
    }

    public UnsubscribeRequest(string subscriptionArn) => SubscriptionArn = subscriptionArn;

    public string SubscriptionArn { get; set; }
}

public class UnsubscribeResponse : AmazonWebServiceResponse;

public class ListSubscriptionsByTopicRequest : AmazonSimpleNotificationServiceRequest
{
    public ListSubscriptionsByTopicRequest()
    {
    }

    public ListSubscriptionsByTopicRequest(string topicArn) => TopicArn = topicArn;

    public ListSubscriptionsByTopicRequest(string topicArn, string nextToken) => (TopicArn, NextToken) = (topicArn, nextToken);

    public string TopicArn { get; set; }

    /// <summary>The token of the previous page; null for the first page.</summary>
    public string NextToken { get; set; }
}

public class ListSubscriptionsByTopicResponse : AmazonWebServiceResponse
{
    public List<Subscription> Subscriptions { get; set; } = Unset.List<Subscription>();

    /// <summary>Null on the last page.</summary>
    public string NextToken { get; set; }
}

public class GetSubscriptionAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    public GetSubscriptionAttributesRequest()
    {
    }

    public GetSubscriptionAttributesRequest(string subscriptionArn) => SubscriptionArn = subscriptionArn;

    public string SubscriptionArn { get; set; }
}

public class GetSubscriptionAttributesResponse : AmazonWebServiceResponse
{
    public Dictionary<string, string> Attributes { get; set; } = Unset.Map<string>();
}

public class SetSubscriptionAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    public SetSubscriptionAttributesRequest()
    {
    }

    public SetSubscriptionAttributesRequest(string subscriptionArn, string attributeName, string attributeValue) =>
        (SubscriptionArn, AttributeName, AttributeValue) = (subscriptionArn, attributeName, attributeValue);

    public string SubscriptionArn { get; set; }

    public string AttributeName { get; set; }

    public string AttributeValue { get; set; }
}

public class SetSubscriptionAttributesResponse : AmazonWebServiceResponse;

public class Subscription
{
    public string SubscriptionArn { get; set; }

    public string TopicArn { get; set; }

    public string Protocol { get; set; }

    public string Endpoint { get; set; }

    public string Owner { get; set; }
}
