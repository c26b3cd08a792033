using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Instances;

namespace Pipeline.Producer.Tests.Claims;

/// <summary>Each example of <c>docs/claims.md</c> is read as the page says.</summary>
public sealed partial class The_page_of_claims
{
    public static TheoryData<string> Examples => [.. Rows().Select(row => row.Written).Where(written => written.Contains('='))];

    public static TheoryData<string, string> NearClaims =>
        [.. Rows().Where(row => !row.Written.Contains('=') && row.Told.StartsWith("SERVICE_", StringComparison.Ordinal))];

    [Fact]
    public void It_has_every_part() =>
        ClaimVariable.Parts.Append("ATTR_ZONE").ShouldAllBe(part =>
            Rows().Any(row => Regex.IsMatch(row.Written, $"^SERVICE_[0-9]+_{part}=", RegexOptions.CultureInvariant)));

    [Theory, MemberData(nameof(Examples))]
    public void Each_example_is_a_good_claim_in_environment_and_labels(string example)
    {
        var variable = ClaimVariable.Parse(example.Split('=')[0]).ShouldNotBeNull();
        var name = $"SERVICE_{variable.Port}_NAME=calc";
        string[] said = variable.Part is ClaimVariable.Name ? [example] : [name, example];
        var labels = said.ToDictionary(text => text.Split('=', 2)[0], text => text.Split('=', 2)[1]);

        foreach (var container in (ContainerInspection[])[Container(said, []), Container([], labels)])
        {
            var snapshot = Read(container);
            snapshot.Flaws.ShouldBeNull();
            foreach (var claim in snapshot.Endpoints)
            {
                ClaimRules.Validate(claim, "servicediscovery.internal").Refusal.ShouldBeNull();
                ClaimDetails.Read(claim).Flaws.ShouldBeEmpty();
                Check.FromClaim(claim, CheckDefaults.Default).Flaw.ShouldBeNull();
            }
        }
    }

    [Theory, MemberData(nameof(NearClaims))]
    public void Each_near_claim_is_told_as_it_says(string written, string told) =>
        Read(Container([$"{written}=calc"], [])).Flaws.ShouldNotBeNull().ShouldHaveSingleItem().Detail.ShouldContain($"write {told}");

    private static ContainerSnapshot Read(ContainerInspection container) =>
        new ClaimReader(container).ReadSnapshot(new Reachability(new("10.0.0.7"), container), "pipeline.owner").ShouldNotBeNull();

    private static ContainerInspection Container(string[] environment, Dictionary<string, string> labels) =>
        SayingContainer.Of(environment, labels) with
        {
            NetworkMode = "host",
            Ports = [new ContainerPort(80, TransportProtocol.Tcp, [])],
        };

    private static IEnumerable<(string Written, string Told)> Rows() =>
        Row().Matches(File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/claims.md")))
            .Select(row => (row.Groups["written"].Value, row.Groups["told"].Value));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^\| `(?<written>SERVICE[^`]+|service[^`]+)` \| `?(?<told>[^`|]+).*\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
