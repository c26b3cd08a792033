using Amazon;
using MassTransit.Transports;

namespace MassTransit;

/// <summary>How SQS and SNS are reached.</summary>
public interface AmazonSqsHostSettings
{
    RegionEndpoint? Region { get; }

    /// <summary>The access key of the credentials that were set.</summary>
    string AccessKey { get; }

    /// <summary>The secret of the credentials that were set.</summary>
    string SecretKey { get; }

    /// <summary>Which headers travel as message attributes, too; null for all.</summary>
    AllowTransportHeader? AllowTransportHeader { get; }

    /// <summary>Whether the scope stands before the names of topics.</summary>
    bool ScopeTopics { get; }

    /// <summary><c>amazonsqs://REGION/SCOPE</c>.</summary>
    Uri HostAddress { get; }
}
