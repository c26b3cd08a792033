using Amazon.Runtime;

namespace Pipeline.Aws.Runtime;

/// <summary>
/// What each <c>AWS_DEFAULTS_MODE</c> stands for (<see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html"/>).
/// </summary>
internal static class ConfigurationModes
{
    public static IReadOnlyList<IDefaultConfiguration> All { get; } =
    [
        Of(DefaultConfigurationMode.Standard, connectWithinMilliseconds: 3_100),
        Of(DefaultConfigurationMode.InRegion, connectWithinMilliseconds: 1_100),
        Of(DefaultConfigurationMode.CrossRegion, connectWithinMilliseconds: 3_100),
        Of(DefaultConfigurationMode.Mobile, connectWithinMilliseconds: 30_000),
        Of(DefaultConfigurationMode.Auto, connectWithinMilliseconds: 1_100),
    ];

    private static DefaultConfiguration Of(DefaultConfigurationMode mode, int connectWithinMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectWithinMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectWithinMilliseconds),
    };
}
