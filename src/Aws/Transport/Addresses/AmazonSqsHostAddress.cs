namespace MassTransit;

/// <summary>A host's address: <c>amazonsqs://REGION/SCOPE</c>.</summary>
public readonly struct AmazonSqsHostAddress
{
    public const string AmazonSqsScheme = "amazonsqs";

    /// <summary>The scope of a host that has none.</summary>
    internal const string NoScope = "/";

    public string Scheme { get; }

    /// <summary>The region.</summary>
    public string Host { get; }

    /// <summary>The scope; <c>/</c> for none.</summary>
    public string Scope { get; }

    /// <exception cref="ArgumentException">The address has another scheme.</exception>
    public AmazonSqsHostAddress(Uri address)
    {
        if (!address.Scheme.Equals(AmazonSqsScheme, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'{address}' is not the address of a host: write amazonsqs://REGION", nameof(address));

        (Scheme, Host) = (AmazonSqsScheme, address.Host);
        Scope = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var scope, ..]
            ? Uri.UnescapeDataString(scope)
            : NoScope;
    }

    public AmazonSqsHostAddress(string host, string? scope) =>
        (Scheme, Host, Scope) = (AmazonSqsScheme, host, scope is null or "" ? NoScope : scope);

    public static implicit operator Uri(in AmazonSqsHostAddress address) => new UriBuilder
    {
        Scheme = address.Scheme,
        Host = address.Host,
        Path = address.Scope == NoScope ? "/" : $"/{Uri.EscapeDataString(address.Scope)}",
    }.Uri;
}
