using System.Net;

namespace Pipeline.Producer.Machine;

/// <summary>
/// Reads EC2's instance metadata, version 2, in which each request needs a session token
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"/>).
/// </summary>
/// <param name="endpoint">Where the metadata service answers.</param>
public sealed class InstanceMetadataClient(Uri endpoint) : IDisposable
{
    private const string TokenLifetimeHeader = "X-aws-ec2-metadata-token-ttl-seconds";
    private const string TokenHeader = "X-aws-ec2-metadata-token";

    /// <summary>The longest lifetime of a token, in seconds. The service answers 401 after it.</summary>
    private const string TokenLifetime = "21600";

    /// <summary>Short, because the service is on the same machine or does not exist.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    // No proxy, because the address belongs to this machine.
    private readonly HttpClient http =
        new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Timeout }) { BaseAddress = endpoint, Timeout = Timeout };

    private string? token;

    public Uri Endpoint => endpoint;

    /// <summary>Finds the metadata service by the variables of the AWS SDKs (<c>AWS_EC2_METADATA_*</c>).</summary>
    /// <param name="variable">The value of an environment variable; null if it is not set.</param>
    /// <returns>Null if <c>AWS_EC2_METADATA_DISABLED</c> is true.</returns>
    public static Uri? FindEndpoint(Func<string, string?> variable)
    {
        if (IsSetTo("AWS_EC2_METADATA_DISABLED", "true")) return null;
        if (Uri.TryCreate(variable("AWS_EC2_METADATA_SERVICE_ENDPOINT"), UriKind.Absolute, out var endpoint)) return endpoint;
        return new(IsSetTo("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6") ? "http://[fd00:ec2::254]" : "http://169.254.169.254");

        bool IsSetTo(string name, string value) => string.Equals(variable(name), value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads one item below <c>/latest/meta-data/</c>.</summary>
    /// <returns>Null if the item does not exist.</returns>
    /// <exception cref="HttpRequestException">The service does not answer within 2 seconds, or answers with an error.</exception>
    public async Task<string?> ReadAsync(string item, CancellationToken cancel)
    {
        try
        {
            using var first = await GetAsync(item, renewToken: token is null, cancel);
            if (first.StatusCode is not HttpStatusCode.Unauthorized) return await ReadContentAsync(first, cancel);
            using var second = await GetAsync(item, renewToken: true, cancel);
            return await ReadContentAsync(second, cancel);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer from {endpoint} within {Timeout.TotalSeconds} s", late);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> GetAsync(string item, bool renewToken, CancellationToken cancel)
    {
        if (renewToken) token = await RequestTokenAsync(cancel);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/latest/meta-data/{item}");
        request.Headers.Add(TokenHeader, token);
        return await http.SendAsync(request, cancel);
    }

    private async Task<string> RequestTokenAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/latest/api/token");
        request.Headers.Add(TokenLifetimeHeader, TokenLifetime);
        using var response = await http.SendAsync(request, cancel);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(cancel);
    }

    private static async Task<string?> ReadContentAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.StatusCode is HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsStringAsync(cancel)).Trim();
    }
}
