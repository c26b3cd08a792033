using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>
/// AWS's own protocols, as they are on the wire. The tests read with them what was applied, independently of the code that applied it.
/// </summary>
/// <param name="endpoint">Where AWS is.</param>
/// <param name="key">The access key that is signed with, which tells the account.</param>
internal sealed class AwsApi(Uri endpoint, string key = "reader") : IDisposable
{
    private const string Region = "us-east-1";

    private readonly HttpClient http = new() { BaseAddress = endpoint };

    /// <summary>Asks a service that speaks JSON.</summary>
    /// <param name="service">As it is named in a signature: <c>sqs</c>.</param>
    /// <param name="target">Its target and operation: <c>AmazonSQS.ListQueues</c>.</param>
    /// <param name="question">What is asked.</param>
    public async Task<JsonNode> JsonAsync(string service, string target, JsonObject question)
    {
        using var content = new StringContent(question.ToJsonString(), Encoding.UTF8);
        content.Headers.ContentType = new(service is "sqs" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.Add("X-Amz-Target", target);
        return JsonNode.Parse(await SendAsync(service, request))!;
    }

    /// <summary>Asks a service that speaks in forms and answers in XML; names are without their namespace.</summary>
    /// <param name="service">As it is named in a signature: <c>iam</c>.</param>
    /// <param name="version">Of its interface.</param>
    /// <param name="action">What is asked.</param>
    /// <param name="parameters">About what.</param>
    public async Task<XElement> FormAsync(
        string service, string version, string action, params IEnumerable<(string Name, string Value)> parameters)
    {
        var about = parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new FormUrlEncodedContent([new("Action", action), new("Version", version), .. about]),
        };
        return Plain(await SendAsync(service, request));
    }

    /// <summary>Asks a service for what lies at a path; names are without their namespace.</summary>
    public async Task<XElement> GetAsync(string service, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return Plain(await SendAsync(service, request));
    }

    /// <summary>Hands a document to a service at a path; names are without their namespace.</summary>
    public async Task<XElement> PostAsync(string service, string path, string document)
    {
        using var content = new StringContent(document, Encoding.UTF8, "text/xml");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return Plain(await SendAsync(service, request));
    }

    public void Dispose() => http.Dispose();

    private async Task<string> SendAsync(string service, HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential={key}/20260101/{Region}/{service}/aws4_request, SignedHeaders=host, Signature=none");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text
            : throw new HttpRequestException($"{service} answers {answer.StatusCode}: {text}", null, answer.StatusCode);
    }

    private static XElement Plain(string xml)
    {
        var root = XElement.Parse(xml);
        foreach (var element in root.DescendantsAndSelf()) element.Name = element.Name.LocalName;
        return root;
    }
}
