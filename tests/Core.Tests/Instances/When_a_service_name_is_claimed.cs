using CsCheck;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Tests.Instances;

public sealed class When_a_service_name_is_claimed
{
    private const string Domain = "servicediscovery.internal";

    private static readonly string LongestLabel = new('a', 63);

    public static TheoryData<string, string> Accepted => new()
    {
        { "calc", "calc" },
        { "CALC", "calc" },
        { " calc ", "calc" },
        { "calc-v2", "calc-v2" },
        { "7zip", "7zip" },
        { "a_b", "a_b" },
        { "_calc._tcp", "_calc._tcp" },
        { "_Calc._UDP", "_calc._udp" },
        { $"calc.{Domain}", "calc" },
        { $"calc.{Domain}.", "calc" },
        { "calc.ServiceDiscovery.INTERNAL", "calc" },
        { $"_calc._tcp.{Domain}", "_calc._tcp" },
        { $"v2.calc.{Domain}", "v2.calc" },
        { LongestLabel, LongestLabel },
    };

    public static TheoryData<string, RefusalReason> Refused => new()
    {
        { "", RefusalReason.InvalidName },
        { "   ", RefusalReason.InvalidName },
        { ".", RefusalReason.InvalidName },
        { ".calc", RefusalReason.InvalidName },
        { "calc..v2", RefusalReason.InvalidName },
        { "no name", RefusalReason.InvalidName },
        { "a=b", RefusalReason.InvalidName },
        { "*", RefusalReason.InvalidName },
        { "käse", RefusalReason.InvalidName },
        { "-calc", RefusalReason.InvalidName },
        { "calc-", RefusalReason.InvalidName },
        { LongestLabel + "a", RefusalReason.InvalidName },
        { $"{LongestLabel}.{LongestLabel}.{LongestLabel}.{LongestLabel}.{Domain}", RefusalReason.InvalidName },
        { $"calc..{Domain}", RefusalReason.InvalidName },
        { "@", RefusalReason.NotOurs },
        { Domain, RefusalReason.NotOurs },
        { $"{Domain}.", RefusalReason.NotOurs },
        { "calc.", RefusalReason.NotOurs },
        { "_calc._tcp.", RefusalReason.NotOurs },
        { "v2.calc", RefusalReason.NotOurs },
        { "calc.example.org", RefusalReason.NotOurs },
        { $"calc.not{Domain}", RefusalReason.NotOurs },
        { $"calc.{Domain}.example.org", RefusalReason.NotOurs },
        { "_calc._sctp", RefusalReason.NotOurs },
        { "_Pipeline-Fence", RefusalReason.Reserved },
        { $"_pipeline-fence.{Domain}.", RefusalReason.Reserved },
    };

    [Theory, MemberData(nameof(Accepted))]
    public void A_good_one_is_read_in_its_canonical_form(string claim, string name) =>
        ServiceName.Parse(claim, Domain).Name.ShouldBe(name);

    [Theory, MemberData(nameof(Refused))]
    public void A_bad_one_is_refused_with_a_sentence_that_quotes_it(string claim, RefusalReason reason)
    {
        var read = ServiceName.Parse(claim, Domain);

        (read.Name, read.Reason).ShouldBe((null, reason));
        read.Detail.ShouldStartWith($"'{claim}' is ");
    }

    [Fact]
    public void The_longest_name_leaves_room_for_the_domain()
    {
        var labels = $"{LongestLabel}.{LongestLabel}.{LongestLabel}.";
        var longest = labels + new string('a', ServiceName.MaxNameLength - labels.Length - Domain.Length - 1);

        ServiceName.Parse($"{longest}.{Domain}", Domain).Name.ShouldBe(longest);
        ServiceName.Parse($"{longest}a.{Domain}", Domain).Name.ShouldBeNull();
    }

    [Theory]
    [InlineData("_calc._tcp", "tcp")]
    [InlineData("_calc._udp", "udp")]
    [InlineData("_calc._tcp.v2", "tcp")]
    [InlineData("calc", null)]
    [InlineData("calc._tcp", null)]
    [InlineData("_calc.tcp", null)]
    [InlineData("_tcp", null)]
    public void It_may_state_its_protocol(string name, string? protocol) =>
        ServiceName.GetProtocol(name).ShouldBe(protocol);

    [Fact]
    public void A_canonical_name_reads_as_itself() => Claims.Sample(claim =>
    {
        if (ServiceName.Parse(claim, Domain).Name is { } name)
            ServiceName.Parse($"{name}.{Domain}", Domain).Name.ShouldBe(name);
    });

    [Fact]
    public void An_accepted_name_is_a_legal_DNS_name_in_the_domain() => Claims.Sample(claim =>
    {
        if (ServiceName.Parse(claim, Domain).Name is not { } name) return;
        var whole = $"{name}.{Domain}";
        whole.Length.ShouldBeLessThanOrEqualTo(253);
        foreach (var label in whole.Split('.'))
            label.ShouldMatch("^(?!-)[a-z0-9_-]{1,63}(?<!-)$");
    });

    /// <summary>Texts that look like names, and some that do not.</summary>
    private static readonly Gen<string> Claims = Gen.Select(
        Gen.Frequency(
            (8, Gen.String[Gen.Char["abcXYZ019-_"], 0, 65]),
            (1, Gen.Const("_calc._tcp")),
            (1, Gen.String[0, 10])).Array[1, 5],
        Gen.Frequency((2, Gen.Const("")), (1, Gen.Const(".")), (3, Gen.Const($".{Domain}")), (1, Gen.Const($".{Domain}."))),
        (labels, end) => string.Join('.', labels) + end);
}
