using Amazon.SimpleNotificationService.Wire;

namespace Amazon.SimpleNotificationService;

/// <summary>Settings of the SNS client. Its endpoint variable is <c>AWS_ENDPOINT_URL_SNS</c>.</summary>
public class AmazonSimpleNotificationServiceConfig() : ServiceConfig(Sns.Identity);
