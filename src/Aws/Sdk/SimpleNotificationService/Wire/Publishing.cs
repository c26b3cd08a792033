using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Wire;

internal static class Publishing
{
    public static readonly Operation<PublishRequest, PublishResponse> Publish = Sns.Protocol.Define(
        "Publish",
        (PublishRequest request, QueryForm form) => form
            .Add("TopicArn", request.TopicArn)
            .Add("Message", request.Message)
            .Add("Subject", request.Subject)
            .AddMessageAttributes(request.MessageAttributes)
            .Add("MessageGroupId", request.MessageGroupId)
            .Add("MessageDeduplicationId", request.MessageDeduplicationId),
        result => new PublishResponse { MessageId = result.RequiredText("MessageId"), SequenceNumber = result.Text("SequenceNumber") });

    public static readonly Operation<PublishBatchRequest, PublishBatchResponse> PublishBatch = Sns.Protocol.Define(
        "PublishBatch",
        (PublishBatchRequest request, QueryForm form) => form
            .Add("TopicArn", request.TopicArn)
            .AddList("PublishBatchRequestEntries", request.PublishBatchRequestEntries, (member, entry) => member
                .Add("Id", entry.Id)
                .Add("Message", entry.Message)
                .Add("Subject", entry.Subject)
                .AddMessageAttributes(entry.MessageAttributes)
                .Add("MessageGroupId", entry.MessageGroupId)
                .Add("MessageDeduplicationId", entry.MessageDeduplicationId)),
        result => new PublishBatchResponse
        {
            Successful = result.List("Successful", entry => new PublishBatchResultEntry
            {
                Id = entry.RequiredText("Id"),
                MessageId = entry.Text("MessageId"),
                SequenceNumber = entry.Text("SequenceNumber"),
            }),
            Failed = result.List("Failed", entry => new BatchResultErrorEntry
            {
                Id = entry.RequiredText("Id"),
                Code = entry.RequiredText("Code"),
                Message = entry.Text("Message"),
                SenderFault = entry.Boolean("SenderFault"),
            }),
        });

    private static QueryForm AddMessageAttributes(this QueryForm form, Dictionary<string, MessageAttributeValue> attributes) =>
        form.AddMap("MessageAttributes", attributes, "Name", "Value", (entry, name, value) => entry.Nested(name)
            .Add("DataType", value.DataType)
            .Add("StringValue", value.StringValue)
            .Add("BinaryValue", value.BinaryValue));
}
