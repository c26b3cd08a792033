using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService;

/// <summary>Amazon SNS: the operations that we use (<see href="https://docs.aws.amazon.com/sns/latest/api/"/>).</summary>
public interface IAmazonSimpleNotificationService : IAmazonService, IDisposable
{
    /// <summary>Creates a topic. An existing one of the same name and attributes is returned.</summary>
    Task<CreateTopicResponse> CreateTopicAsync(CreateTopicRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a topic and its subscriptions. A missing one is no error.</summary>
    Task<DeleteTopicResponse> DeleteTopicAsync(DeleteTopicRequest request, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeleteTopicAsync(DeleteTopicRequest, CancellationToken)"/>
    Task<DeleteTopicResponse> DeleteTopicAsync(string topicArn, CancellationToken cancellationToken = default);

    /// <summary>The account's topics in the region, 100 per page.</summary>
    Task<ListTopicsResponse> ListTopicsAsync(ListTopicsRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">No such topic.</exception>
    Task<GetTopicAttributesResponse> GetTopicAttributesAsync(
        GetTopicAttributesRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">No such topic.</exception>
    Task<GetTopicAttributesResponse> GetTopicAttributesAsync(string topicArn, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">No such topic.</exception>
    Task<SetTopicAttributesResponse> SetTopicAttributesAsync(
        SetTopicAttributesRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">No such topic.</exception>
    Task<SetTopicAttributesResponse> SetTopicAttributesAsync(
        string topicArn, string attributeName, string attributeValue, CancellationToken cancellationToken = default);

    /// <summary>Subscribes an endpoint, such as a queue, to a topic. An existing subscription is returned.</summary>
    /// <exception cref="NotFoundException">No such topic.</exception>
    Task<SubscribeResponse> SubscribeAsync(SubscribeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a subscription. A missing one is no error.</summary>
    Task<UnsubscribeResponse> UnsubscribeAsync(UnsubscribeRequest request, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="UnsubscribeAsync(UnsubscribeRequest, CancellationToken)"/>
    Task<UnsubscribeResponse> UnsubscribeAsync(string subscriptionArn, CancellationToken cancellationToken = default);

    /// <summary>A topic's subscriptions, 100 per page.</summary>
    /// <exception cref="NotFoundException">No such topic.</exception>
    Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(
        ListSubscriptionsByTopicRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">No such subscription.</exception>
    Task<GetSubscriptionAttributesResponse> GetSubscriptionAttributesAsync(
        GetSubscriptionAttributesRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NotFoundException">No such subscription.</exception>
    Task<SetSubscriptionAttributesResponse> SetSubscriptionAttributesAsync(
        SetSubscriptionAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends a message of at most 256 KiB, attributes included, to all subscribers of a topic.</summary>
    /// <exception cref="NotFoundException">No such topic.</exception>
    Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends up to 10 messages of together at most 256 KiB. The response tells which succeeded.</summary>
    /// <exception cref="NotFoundException">No such topic.</exception>
    Task<PublishBatchResponse> PublishBatchAsync(PublishBatchRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSimpleNotificationServiceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSimpleNotificationServiceClient(awsCredentials, (AmazonSimpleNotificationServiceConfig)clientConfig);
}
