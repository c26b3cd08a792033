using CsCheck;
using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Producer.Tests.Claims;

public sealed class Whatever_a_container_says
{
    private static readonly Gen<string> Values = Gen.OneOf(
        Gen.String, Gen.Const(""), Gen.Const("calc,sums"), Gen.Const(","), Gen.Char.Array[0, 2_000].Select(letters => new string(letters)));

    /// <summary>Names of variables, of which most are nearly ours.</summary>
    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.String,
        Gen.Select(
            Gen.OneOf("SERVICE", "service", "SERVICES", "Service", ""),
            Gen.OneOf("_", ".", "-", "/", "", "__"),
            Gen.OneOf(Gen.Int[0, 70_000].Select(port => $"{port}"), Gen.OneOf("", "http", "99999999999", "8081", "53_UDP")),
            Gen.OneOf(Gen.OneOf("NAME", "CHECK", "TAGS", "WEIGHT", "ATTR_ZONE", "ATTR_", "NAM", "CHECK_HTTP"), Gen.String),
            (first, separator, port, part) => string.Join(separator, first, port, part)));

    private static readonly Gen<ContainerInspection> Containers = Gen.Select(
        Gen.Select(Names, Values, (name, value) => $"{name}={value}").Array[0, 40],
        Gen.Dictionary(Names, Values)[0, 20],
        (environment, labels) => OnHostNetwork(environment, labels));

    [Fact]
    public void It_is_read_in_bounds_or_not_at_all() => Containers.Sample(container =>
    {
        var snapshot = Read(container);
        (snapshot is not null).ShouldBe(new ClaimReader(container).HasClaims);
        if (snapshot is null) return;

        snapshot.Endpoints.Count.ShouldBeLessThanOrEqualTo(ClaimText.MostClaims);
        snapshot.Endpoints.ShouldBeUnique();
        snapshot.Endpoints.ShouldAllBe(claim => claim.Service.Length <= ClaimText.LongestName);
        snapshot.Endpoints.SelectMany(claim => (claim.Tags ?? []).Concat(claim.Attributes ?? [])).Sum(text => text.Length)
            .ShouldBeLessThanOrEqualTo(DetailsRoom.Most);
        (snapshot.Flaws ?? []).Count.ShouldBeLessThanOrEqualTo(NearClaims.Most);
        (snapshot.Flaws ?? []).ShouldAllBe(flaw => flaw.Variable.Length <= NearClaims.LongestVariable + 1 && flaw.Detail.Length <= 250);
    });

    [Fact]
    public void What_one_variable_says_has_no_effect_on_the_claims_of_the_others() => Gen.Select(Names, Values, Containers).Sample(
        (name, value, container) =>
        {
            const string ours = "SERVICE_8081_NAME=calc";
            if (name.StartsWith("SERVICE_8081", StringComparison.Ordinal)) return;
            var environment = container.Environment.Where(entry => !entry.StartsWith("SERVICE_8081", StringComparison.Ordinal));

            var snapshot = Read(container with { Environment = [ours, .. environment.Take(10), $"{name}={value}"], Labels = NoLabels })!;

            snapshot.Endpoints.Where(claim => claim is { ContainerPort: 8081, Check: null }).Select(claim => claim.Service)
                .ShouldContain("calc");
        });

    [Fact]
    public void What_is_written_as_the_page_says_is_read_as_it_was_meant()
    {
        var label = Gen.String[Gen.Char['a', 'z'], 1, 8].Where(name => ReservedNames.Find(name) is null);
        var claims = Gen.Select(
            Gen.Int[1, 65535], Gen.Int[0, 2].Select(number => number is 2 ? null : (TransportProtocol?)number),
            label.Array[1, 4], Gen.UShort, label.Array[1, 4], Gen.Bool);
        claims.Sample((port, protocol, names, weight, tags, inLabels) =>
        {
            var prefix = $"SERVICE_{port}{(protocol is { } one ? $"_{one.ToString().ToUpperInvariant()}" : "")}";
            var said = new Dictionary<string, string>
            {
                [$"{prefix}_NAME"] = string.Join(',', names),
                [$"{prefix}_WEIGHT"] = $"{weight}",
                [$"{prefix}_TAGS"] = string.Join(", ", tags),
                [$"{prefix}_ATTR_ZONE"] = tags[0],
            };

            var snapshot = Read(inLabels
                ? OnHostNetwork([], said)
                : OnHostNetwork([.. said.Select(variable => $"{variable.Key}={variable.Value}")], NoLabels))!;

            snapshot.Flaws.ShouldBeNull();
            var at = new TransportAddress("10.0.0.7", port, protocol ?? TransportProtocol.Tcp);
            var instances = snapshot.Endpoints.Select(claim => ClaimRules.Validate(claim, "servicediscovery.internal").Instance);
            instances.ShouldBe(names.Distinct().Order(StringComparer.Ordinal).Select(name => new Instance(name, port, at)
            {
                IsFixed = true,
                Weight = weight is 1 ? null : weight,
                Tags = [.. tags.Distinct().Order(StringComparer.Ordinal)],
                Attributes = [$"zone={tags[0]}"],
            }));
        });
    }

    private static Dictionary<string, string> NoLabels => [];

    private static ContainerInspection OnHostNetwork(string[] environment, IReadOnlyDictionary<string, string> labels) =>
        SayingContainer.Of(environment, labels) with { NetworkMode = "host" };

    private static ContainerSnapshot? Read(ContainerInspection container) =>
        new ClaimReader(container).ReadSnapshot(new Reachability(new("10.0.0.7"), container), "pipeline.owner");
}
