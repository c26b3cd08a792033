using CsCheck;
using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Tests.Instances;

public sealed class When_the_details_of_a_claim_are_read
{
    private static readonly Instance Plain = new("calc", 8081, new TransportAddress("192.0.2.7", 32768, TransportProtocol.Tcp));

    private static readonly Endpoint Calc = new()
    {
        Service = "calc",
        Protocol = TransportProtocol.Tcp,
        ContainerPort = 8081,
        HostPort = 32768,
        Address = "192.0.2.7",
    };

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 10 ", 10)]
    [InlineData("65535", 65535)]
    public void A_weight_and_a_priority_are_numbers_of_RFC_2782(string text, int number)
    {
        var read = Read(Calc with { Weight = text, Priority = text });

        (read.Instance.Weight, read.Instance.Priority).ShouldBe(((ushort)number, (ushort)number));
        read.Flaws.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_as_usual_is_not_written() => Read(Calc with { Weight = "1", Priority = "1" }).Instance.ShouldBe(Plain);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("1.5")]
    [InlineData("heavy")]
    public void Another_weight_is_told_and_the_usual_one_stands(string text)
    {
        var read = Read(Calc with { Weight = text });

        read.Instance.ShouldBe(Plain);
        read.Flaws.ShouldBe(
            [new ClaimFlaw("SERVICE_8081_WEIGHT", $"'{text}' is no weight: write a number from 0 to 65535; until then it is 1")]);
    }

    [Fact]
    public void Tags_are_kept_once_each_and_in_order() =>
        Read(Calc with { Tags = ["v2", "canary", "v2", ""] }).Instance.Tags.ShouldBe(["canary", "v2"]);

    [Theory]
    [InlineData("two words")]
    [InlineData("käse")]
    [InlineData("a tag of more than sixty-four characters, which nobody could have meant as one")]
    public void A_tag_that_is_none_is_told_and_the_others_are_kept(string tag)
    {
        var read = Read(Calc with { Tags = [tag, "v2"] });

        read.Instance.Tags.ShouldBe(["v2"]);
        read.Flaws.ShouldHaveSingleItem().Variable.ShouldBe("SERVICE_8081_TAGS");
    }

    [Fact]
    public void Attributes_are_kept_by_their_names() =>
        Read(Calc with { Attributes = ["zone=a", "rack=b=c"] }).Instance.Attributes.ShouldBe(["rack=b=c", "zone=a"]);

    [Theory]
    [InlineData("zone")]
    [InlineData("zone=")]
    [InlineData("Zone=a")]
    [InlineData("=a")]
    [InlineData("zone=two\nlines")]
    public void An_attribute_that_is_none_is_told(string attribute)
    {
        var read = Read(Calc with { Attributes = [attribute] });

        read.Instance.ShouldBe(Plain);
        read.Flaws.ShouldHaveSingleItem().Variable.ShouldStartWith("SERVICE_8081_ATTR_");
    }

    [Fact]
    public void Beyond_sixteen_they_are_left_out_and_told()
    {
        var many = Enumerable.Range(0, 40).Select(n => $"t{n:00}").ToArray();

        var read = Read(Calc with { Tags = [.. many], Attributes = [.. many.Select(name => $"{name}=1")] });

        read.Instance.Tags!.ShouldBe(many.Take(16));
        read.Instance.Attributes!.Count().ShouldBe(16);
        read.Flaws.Count.ShouldBe(2);
    }

    [Fact]
    public void Whatever_they_say_the_instance_is_the_same_one_and_all_of_it_is_bounded()
    {
        var texts = Gen.OneOf(Gen.String, Gen.String[Gen.Char['a', 'z'], 0, 80], Gen.Const("a=b"), Gen.Const("7"));
        var lists = texts.Array[0, 20].Null();
        Gen.Select(texts.Null(), texts.Null(), lists, lists).Sample((weight, priority, tags, more) =>
        {
            var (instance, flaws) = Read(Calc with
            {
                Weight = weight,
                Priority = priority,
                Tags = tags is null ? null : [.. tags],
                Attributes = more is null ? null : [.. more],
            });

            instance.IsSameAs(Plain).ShouldBeTrue();
            (instance.Tags ?? []).Concat(instance.Attributes ?? []).ShouldAllBe(text => text.All(letter => letter >= ' ' && letter <= '~'));
            (instance.Tags ?? []).Count().ShouldBeLessThanOrEqualTo(ClaimDetails.MaxCount);
            (instance.Attributes ?? []).Count().ShouldBeLessThanOrEqualTo(ClaimDetails.MaxCount);
            flaws.Count.ShouldBeLessThanOrEqualTo(50);
        });
    }

    private static (Instance Instance, IReadOnlyList<ClaimFlaw> Flaws) Read(Endpoint claim) =>
        (ClaimRules.Validate(claim, "servicediscovery.internal").Instance!, ClaimDetails.Read(claim).Flaws);
}
