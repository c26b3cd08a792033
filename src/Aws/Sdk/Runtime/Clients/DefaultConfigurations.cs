using Amazon.Runtime;

namespace Pipeline.Aws.Runtime.Clients;

/// <summary>
/// The settings of each <c>AWS_DEFAULTS_MODE</c> (<see
/// href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html"/>).
/// </summary>
internal static class DefaultConfigurations
{
    public static IReadOnlyList<IDefaultConfiguration> All { get; } =
    [
        Create(DefaultConfigurationMode.Standard, connectTimeoutMilliseconds: 3_100),
        Create(DefaultConfigurationMode.InRegion, connectTimeoutMilliseconds: 1_100),
        Create(DefaultConfigurationMode.CrossRegion, connectTimeoutMilliseconds: 3_100),
        Create(DefaultConfigurationMode.Mobile, connectTimeoutMilliseconds: 30_000),
        Create(DefaultConfigurationMode.Auto, connectTimeoutMilliseconds: 1_100),
    ];

    private static DefaultConfiguration Create(DefaultConfigurationMode mode, int connectTimeoutMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectTimeoutMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectTimeoutMilliseconds),
    };
}
