namespace MassTransit;

/// <summary>The host as options, for configuration outside of <c>UsingAmazonSqs</c>. Ignored without a region.</summary>
public class AmazonSqsTransportOptions
{
    public string? Region { get; set; }
    public string? Scope { get; set; }
    public string? AccessKey { get; set; }
    public string? SecretKey { get; set; }
}
