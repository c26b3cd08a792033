namespace Amazon.SimpleNotificationService.Model;

public class PublishRequest : AmazonSimpleNotificationServiceRequest
{
    public PublishRequest()
    {
    }

    public PublishRequest(string topicArn, string message) => (TopicArn, Message) = (topicArn, message);

    public PublishRequest(string topicArn, string message, string subject) => (TopicArn, Message, Subject) = (topicArn, message, subject);

    public string TopicArn { get; set; }

    public string Message { get; set; }

    public string Subject { get; set; }

    /// <summary>Raw delivery to a queue silently drops a message with more than ten.</summary>
    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = Unset.Map<MessageAttributeValue>();

    /// <summary>For a FIFO topic.</summary>
    public string MessageGroupId { get; set; }

    /// <summary>For a FIFO topic.</summary>
    public string MessageDeduplicationId { get; set; }
}

public class PublishResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }

    /// <summary>From a FIFO topic.</summary>
    public string SequenceNumber { get; set; }
}

public class PublishBatchRequest : AmazonSimpleNotificationServiceRequest
{
    public string TopicArn { get; set; }

    /// <summary>Ten at most.</summary>
    public List<PublishBatchRequestEntry> PublishBatchRequestEntries { get; set; } = Unset.List<PublishBatchRequestEntry>();
}

public class PublishBatchRequestEntry
{
    /// <summary>Unique in the batch; the response refers to the entry by it.</summary>
    public string Id { get; set; }

    public string Message { get; set; }

    public string Subject { get; set; }

    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = Unset.Map<MessageAttributeValue>();

    /// <summary>For a FIFO topic.</summary>
    public string MessageGroupId { get; set; }

    /// <summary>For a FIFO topic.</summary>
    public string MessageDeduplicationId { get; set; }
}

public class PublishBatchResponse : AmazonWebServiceResponse
{
    public List<PublishBatchResultEntry> Successful { get; set; } = Unset.List<PublishBatchResultEntry>();

    public List<BatchResultErrorEntry> Failed { get; set; } = Unset.List<BatchResultErrorEntry>();
}

public class PublishBatchResultEntry
{
    public string Id { get; set; }

    public string MessageId { get; set; }

    /// <summary>From a FIFO topic.</summary>
    public string SequenceNumber { get; set; }
}

public class BatchResultErrorEntry
{
    public string Id { get; set; }

    public string Code { get; set; }

    public string Message { get; set; }

    /// <summary>Whether a retry is pointless.</summary>
    public bool? SenderFault { get; set; }
}

public class MessageAttributeValue
{
    /// <summary><c>String</c>, <c>Number</c>, <c>Binary</c> or <c>String.Array</c>.</summary>
    public string DataType { get; set; }

    public string StringValue { get; set; }

    public MemoryStream BinaryValue { get; set; }
}
