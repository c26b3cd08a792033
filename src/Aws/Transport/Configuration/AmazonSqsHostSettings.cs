using Amazon;
using MassTransit.Transports;

namespace MassTransit;

/// <summary>Region, credentials and client configuration for SQS and SNS.</summary>
public interface AmazonSqsHostSettings
{
    RegionEndpoint? Region { get; }

    /// <summary>The access key of the configured credentials.</summary>
    string AccessKey { get; }

    /// <summary>The secret key of the configured credentials.</summary>
    string SecretKey { get; }

    /// <summary>Which headers are also sent as message attributes; null for all.</summary>
    AllowTransportHeader? AllowTransportHeader { get; }

    /// <summary>Whether the scope prefixes the names of topics.</summary>
    bool ScopeTopics { get; }

    /// <summary><c>amazonsqs://REGION/SCOPE</c>.</summary>
    Uri HostAddress { get; }
}
