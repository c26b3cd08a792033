using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;
using System.Xml.Linq;

namespace Pipeline.Tests.Terraform.Support;

/// <summary>One pipeline that was applied.</summary>
/// <param name="Aws">AWS, to be asked what there is.</param>
/// <param name="Made">What the module says of what it made.</param>
internal sealed record Deployment(AwsApi Aws, JsonNode Made)
{
    public string Zone => (string)Made["zone_id"]!;

    /// <summary>What a process may do.</summary>
    public Task<Policy> PolicyAsync(string process) => PolicyOfRoleAsync(((string)Made["task_roles"]![process]!).Split('/')[^1]);

    /// <summary>What a role may do, which has one policy.</summary>
    public async Task<Policy> PolicyOfRoleAsync(string role)
    {
        var names = await Aws.FormAsync("iam", "2010-05-08", "ListRolePolicies", ("RoleName", role));
        var name = names.Descendants("member").Single().Value;
        var granted = await Aws.FormAsync("iam", "2010-05-08", "GetRolePolicy", ("RoleName", role), ("PolicyName", name));
        var document = granted.Descendants("PolicyDocument").Single().Value;
        return new Policy(JsonNode.Parse(document.StartsWith('{') ? document : HttpUtility.UrlDecode(document))!);
    }

    /// <summary>What the zone answers for a full name, in all its record sets.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(string name) =>
    [
        .. (await Aws.GetAsync("route53", $"/2013-04-01/hostedzone/{Zone}/rrset")).Descendants("ResourceRecordSet")
            .Where(set => set.Element("Name")!.Value == $"{name}.")
            .Descendants("Value")
            .Select(value => value.Value.TrimEnd('.')),
    ];

    /// <summary>For how many seconds resolvers remember that a name is not there (RFC 2308).</summary>
    public async Task<int> NegativeTtlAsync()
    {
        var record = (await Aws.GetAsync("route53", $"/2013-04-01/hostedzone/{Zone}/rrset")).Descendants("ResourceRecordSet")
            .Single(set => set.Element("Type")!.Value == "SOA");
        var minimum = record.Descendants("Value").Single().Value.Split(' ')[^1];
        return Math.Min(Number(record.Element("TTL")!.Value), Number(minimum));

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
