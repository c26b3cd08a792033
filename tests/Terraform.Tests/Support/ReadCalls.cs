using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using System.Xml.Linq;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>Reads calls off the wire. What each service tells of a call is in its part of the Service Authorization Reference.</summary>
internal static partial class ReadCalls
{
    private const string Place = "us-east-1:123456789012";

    /// <param name="authorization">The request's signature, which names who signs for which service.</param>
    /// <param name="target">The header <c>X-Amz-Target</c>; null where there is none.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="path">Its path.</param>
    /// <param name="body">Its body.</param>
    /// <returns>The calls, more than one where a call is about several resources.</returns>
    public static IEnumerable<Call> Of(string authorization, string? target, string method, string path, string body)
    {
        var scope = Signature().Match(authorization);
        var (caller, service) = (scope.Groups["key"].Value, scope.Groups["service"].Value);
        if (service is "route53") return [Route53(caller, method, path, body)];
        if (target is not null) return Json(caller, service, target.Split('.')[^1], JsonNode.Parse(body)!);

        var form = HttpUtility.ParseQueryString(body);
        var context = service is "ec2" ? With("ec2:Region", "us-east-1") : Nothing;
        return [new Call(caller, Call.ActionOf(service, form["Action"]!), form["TopicArn"] ?? "*", context)];
    }

    private static IEnumerable<Call> Json(string caller, string service, string operation, JsonNode question)
    {
        var action = Call.ActionOf(service, operation);
        if (service is "sqs")
        {
            var queue = (string?)question["QueueName"] ?? ((string)question["QueueUrl"]!).Split('/')[^1];
            return [new Call(caller, action, $"arn:aws:sqs:{Place}:{queue}", Nothing)];
        }

        var cluster = (string)question["cluster"]!;
        var arn = cluster.StartsWith("arn:", StringComparison.Ordinal) ? cluster : $"arn:aws:ecs:{Place}:cluster/{cluster}";
        string[] about = operation switch
        {
            "DescribeContainerInstances" => Texts(question["containerInstances"]),
            "DescribeTasks" => Texts(question["tasks"]),
            "StopTask" => [(string)question["task"]!],
            _ => [arn],
        };
        return about.Select(resource => new Call(caller, action, resource, With("ecs:cluster", arn)));
    }

    private static Call Route53(string caller, string method, string path, string body)
    {
        var parts = path.Trim('/').Split('/')[1..];
        return (method, parts) switch
        {
            ("GET", ["hostedzone", var id]) => new(caller, "route53:GetHostedZone", Zone(id), Nothing),
            ("GET", ["hostedzone", var id, "rrset"]) => new(caller, "route53:ListResourceRecordSets", Zone(id), Nothing),
            ("POST", ["hostedzone", var id, "rrset"]) =>
                new(caller, "route53:ChangeResourceRecordSets", Zone(id), Changes(XElement.Parse(body))),
            ("GET", ["change", var id]) => new(caller, "route53:GetChange", $"arn:aws:route53:::change/{id}", Nothing),
            _ => new(caller, $"route53:{method} {path}", "*", Nothing),
        };

        static string Zone(string id) => $"arn:aws:route53:::hostedzone/{id}";
    }

    private static ImmutableDictionary<string, ImmutableArray<string>> Changes(XElement batch)
    {
        var names = Values("Name").Select(name => name.TrimEnd('.').ToLowerInvariant()).Distinct();
        return ImmutableDictionary<string, ImmutableArray<string>>.Empty
            .Add("route53:ChangeResourceRecordSetsNormalizedRecordNames", [.. names])
            .Add("route53:ChangeResourceRecordSetsRecordTypes", [.. Values("Type").Distinct()])
            .Add("route53:ChangeResourceRecordSetsActions", [.. Values("Action").Distinct()]);

        IEnumerable<string> Values(string name) =>
            batch.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value);
    }

    private static string[] Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(text => (string)text!)];

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Nothing =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    private static ImmutableDictionary<string, ImmutableArray<string>> With(string key, string value) => Nothing.Add(key, [value]);

    [GeneratedRegex(@"Credential=(?<key>[^/]+)/\d+/[^/]+/(?<service>[^/]+)/")]
    private static partial Regex Signature();
}
