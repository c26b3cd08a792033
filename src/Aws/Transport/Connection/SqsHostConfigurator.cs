using Amazon;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Connection;

/// <summary>Collects region, credentials and client configuration.</summary>
internal sealed class SqsHostConfigurator : IAmazonSqsHostConfigurator
{
    private readonly SqsHostSettings settings;
    private string? accessKey;
    private string? secretKey;

    public SqsHostConfigurator(Uri address)
    {
        var host = new AmazonSqsHostAddress(address);
        settings = new() { Region = RegionEndpoint.GetBySystemName(host.Host), Scope = host.Scope };
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } key, { Length: > 0 } secret])
        {
            AccessKey(Uri.UnescapeDataString(key));
            SecretKey(Uri.UnescapeDataString(secret));
        }
    }

    public AmazonSqsHostSettings Settings => settings;

    public void AccessKey(string accessKey)
    {
        this.accessKey = accessKey;
        ApplyKeys();
    }

    public void SecretKey(string secretKey)
    {
        this.secretKey = secretKey;
        ApplyKeys();
    }

    public void Credentials(AWSCredentials credentials) => settings.Credentials = credentials;

    public void Scope(string scope, bool scopeTopics = false)
    {
        settings.Scope = scope;
        if (scopeTopics) EnableScopedTopics();
    }

    public void EnableScopedTopics() => settings.ScopeTopics = true;

    public void Config(AmazonSQSConfig? config) => settings.Sqs = config;

    public void Config(AmazonSimpleNotificationServiceConfig? config) => settings.Sns = config;

    public void AllowTransportHeader(AllowTransportHeader? allowTransportHeader) => settings.AllowTransportHeader = allowTransportHeader;

    private void ApplyKeys()
    {
        if (accessKey is { Length: > 0 } && secretKey is { Length: > 0 })
            settings.Credentials = new BasicAWSCredentials(accessKey, secretKey);
    }
}
