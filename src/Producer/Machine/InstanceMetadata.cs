using System.Net;

namespace Pipeline.Producer.Machine;

/// <summary>
/// EC2's instance metadata, version 2: a session's token first, then what is asked
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"/>).
/// </summary>
/// <param name="endpoint">Where it answers.</param>
public sealed class InstanceMetadata(Uri endpoint) : IDisposable
{
    private const string TokenSecondsHeader = "X-aws-ec2-metadata-token-ttl-seconds";
    private const string TokenHeader = "X-aws-ec2-metadata-token";

    /// <summary>The longest life of a token. One that ended is noticed by the answer 401.</summary>
    private const string TokenSeconds = "21600";

    /// <summary>It is on the same machine, or is not there at all.</summary>
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(2);

    // Never by a proxy: the address is this machine's own.
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = AnswerDeadline }) { BaseAddress = endpoint, Timeout = AnswerDeadline };
    private string? token;

    public Uri Endpoint => endpoint;

    /// <summary>The metadata as the AWS SDKs find it.</summary>
    /// <returns>Null where <c>AWS_EC2_METADATA_DISABLED</c> is set: it is not to be asked.</returns>
    public static Uri? EndpointOf(Func<string, string?> environment)
    {
        if (string.Equals(environment("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)) return null;
        return environment("AWS_EC2_METADATA_SERVICE_ENDPOINT") is { Length: > 0 } set && Uri.TryCreate(set, UriKind.Absolute, out var endpoint) ? endpoint
            : string.Equals(environment("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), "IPv6", StringComparison.OrdinalIgnoreCase) ? new("http://[fd00:ec2::254]")
            : new("http://169.254.169.254");
    }

    /// <summary>Asks for one item below <c>/latest/meta-data/</c>.</summary>
    /// <returns>Null where there is no such item.</returns>
    /// <exception cref="HttpRequestException">There is no answer, or not one that can be used.</exception>
    public async Task<string?> AskAsync(string item, CancellationToken cancel)
    {
        try
        {
            using var first = await GetAsync(item, renew: token is null, cancel);
            if (first.StatusCode is not HttpStatusCode.Unauthorized) return await ReadAsync(first, cancel);
            using var second = await GetAsync(item, renew: true, cancel);
            return await ReadAsync(second, cancel);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer from {endpoint} within {AnswerDeadline.TotalSeconds} s", late);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> GetAsync(string item, bool renew, CancellationToken cancel)
    {
        if (renew) token = await TakeTokenAsync(cancel);
        using var question = new HttpRequestMessage(HttpMethod.Get, $"/latest/meta-data/{item}");
        question.Headers.Add(TokenHeader, token);
        return await http.SendAsync(question, cancel);
    }

    private async Task<string> TakeTokenAsync(CancellationToken cancel)
    {
        using var question = new HttpRequestMessage(HttpMethod.Put, "/latest/api/token");
        question.Headers.Add(TokenSecondsHeader, TokenSeconds);
        using var answer = await http.SendAsync(question, cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(cancel);
    }

    private static async Task<string?> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode is HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(cancel)).Trim();
    }
}
