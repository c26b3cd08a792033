namespace MassTransit;

/// <summary>The host as options, for those who configure it outside of <c>UsingAmazonSqs</c>. Without a region nothing here counts.</summary>
public class AmazonSqsTransportOptions
{
    public string? Region { get; set; }
    public string? Scope { get; set; }
    public string? AccessKey { get; set; }
    public string? SecretKey { get; set; }
}
