using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Wire;

internal static class Subscriptions
{
    public static readonly Operation<SubscribeRequest, SubscribeResponse> Subscribe = Sns.Protocol.Define(
        "Subscribe",
        (SubscribeRequest request, QueryForm form) => form
            .Add("TopicArn", request.TopicArn)
            .Add("Protocol", request.Protocol)
            .Add("Endpoint", request.Endpoint)
            .AddAttributes(request.Attributes)
            .Add("ReturnSubscriptionArn", request.ReturnSubscriptionArn),
        result => new SubscribeResponse { SubscriptionArn = result.RequiredText("SubscriptionArn") });

    public static readonly Operation<UnsubscribeRequest, UnsubscribeResponse> Unsubscribe =
        Sns.Protocol.Define<UnsubscribeRequest, UnsubscribeResponse>(
        "Unsubscribe",
        (UnsubscribeRequest request, QueryForm form) => form.Add("SubscriptionArn", request.SubscriptionArn));

    public static readonly Operation<ListSubscriptionsByTopicRequest, ListSubscriptionsByTopicResponse> ListByTopic = Sns.Protocol.Define(
        "ListSubscriptionsByTopic",
        (ListSubscriptionsByTopicRequest request, QueryForm form) =>
            form.Add("TopicArn", request.TopicArn).Add("NextToken", request.NextToken),
        result => new ListSubscriptionsByTopicResponse
        {
            Subscriptions = result.List("Subscriptions", subscription => new Subscription
            {
                SubscriptionArn = subscription.RequiredText("SubscriptionArn"),
                TopicArn = subscription.Text("TopicArn"),
                Protocol = subscription.Text("Protocol"),
                Endpoint = subscription.RequiredText("Endpoint"),
                Owner = subscription.Text("Owner"),
            }),
            NextToken = result.Text("NextToken"),
        });

    public static readonly Operation<GetSubscriptionAttributesRequest,
        GetSubscriptionAttributesResponse> GetAttributes = Sns.Protocol.Define(
        "GetSubscriptionAttributes",
        (GetSubscriptionAttributesRequest request, QueryForm form) => form.Add("SubscriptionArn", request.SubscriptionArn),
        result => new GetSubscriptionAttributesResponse { Attributes = result.RequiredMap("Attributes") });

    public static readonly Operation<SetSubscriptionAttributesRequest, SetSubscriptionAttributesResponse> SetAttributes =
        Sns.Protocol.Define<SetSubscriptionAttributesRequest, SetSubscriptionAttributesResponse>(
        "SetSubscriptionAttributes",
        (SetSubscriptionAttributesRequest request, QueryForm form) => form
            .Add("SubscriptionArn", request.SubscriptionArn)
            .Add("AttributeName", request.AttributeName)
            .Add("AttributeValue", request.AttributeValue));
}
