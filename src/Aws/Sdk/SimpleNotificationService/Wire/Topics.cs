using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Wire;

internal static class Topics
{
    public static readonly Operation<CreateTopicRequest, CreateTopicResponse> Create = Sns.Protocol.Define(
        "CreateTopic",
        (CreateTopicRequest request, QueryForm form) => form
            .Add("Name", request.Name)
            .AddAttributes(request.Attributes)
            .AddList("Tags", request.Tags, (member, tag) => member.Add("Key", tag.Key).Add("Value", tag.Value)),
        result => new CreateTopicResponse { TopicArn = result.RequiredText("TopicArn") });

    public static readonly Operation<DeleteTopicRequest, DeleteTopicResponse> Delete =
        Sns.Protocol.Define<DeleteTopicRequest, DeleteTopicResponse>(
        "DeleteTopic",
        (DeleteTopicRequest request, QueryForm form) => form.Add("TopicArn", request.TopicArn));

    public static readonly Operation<ListTopicsRequest, ListTopicsResponse> List = Sns.Protocol.Define(
        "ListTopics",
        (ListTopicsRequest request, QueryForm form) => form.Add("NextToken", request.NextToken),
        result => new ListTopicsResponse
        {
            Topics = result.List("Topics", topic => new Topic { TopicArn = topic.RequiredText("TopicArn") }),
            NextToken = result.Text("NextToken"),
        });

    public static readonly Operation<GetTopicAttributesRequest, GetTopicAttributesResponse> GetAttributes = Sns.Protocol.Define(
        "GetTopicAttributes",
        (GetTopicAttributesRequest request, QueryForm form) => form.Add("TopicArn", request.TopicArn),
        result => new GetTopicAttributesResponse { Attributes = result.RequiredMap("Attributes") });

    public static readonly Operation<SetTopicAttributesRequest, SetTopicAttributesResponse> SetAttributes =
        Sns.Protocol.Define<SetTopicAttributesRequest, SetTopicAttributesResponse>(
        "SetTopicAttributes",
        (SetTopicAttributesRequest request, QueryForm form) => form
            .Add("TopicArn", request.TopicArn)
            .Add("AttributeName", request.AttributeName)
            .Add("AttributeValue", request.AttributeValue));
}
