using CsCheck;
using Pipeline.Core.Dns;

namespace Pipeline.Core.Tests.Dns;

public sealed class When_an_srv_value_is_written
{
    private static readonly Gen<string> Labels = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-_"], 1, 63];

    private static readonly Gen<string> Names = Labels.Array[0, 4].Select(labels => string.Join('.', labels));

    private static readonly Gen<SrvValue> Values =
        Gen.Select(
            Gen.UShort, Gen.UShort, Gen.UShort, Names,
            (priority, weight, port, target) => new SrvValue(priority, weight, port, target));

    [Fact]
    public void It_has_priority_weight_port_and_an_absolute_target() =>
        new SrvValue(10, 60, 5060, "bigbox.example.com").ToString().ShouldBe("10 60 5060 bigbox.example.com.");

    [Fact]
    public void An_instance_is_equal_to_all_others_of_its_service() =>
        SrvValue.Create(32768, "red.servicediscovery.internal").ToString().ShouldBe("1 1 32768 red.servicediscovery.internal.");

    [Fact]
    public void A_priority_and_a_weight_of_its_own_are_written() =>
        SrvValue.Create(32768, "red", priority: 0, weight: 65535).ToString().ShouldBe("0 65535 32768 red.");

    [Fact]
    public void A_port_that_is_not_one_is_an_error() => Should.Throw<OverflowException>(() => SrvValue.Create(65_536, "red"));

    [Fact]
    public void Parsed_it_is_the_same_value() => Values.Sample(value => SrvValue.Parse(value.ToString()).ShouldBe(value));

    [Fact]
    public void The_target_is_the_fourth_field_without_its_final_dot() => Values.Sample(value =>
    {
        SrvValue.Parse(value.ToString())!.Value.Target.ShouldBe(value.ToString().Split(' ')[3][..^1]);
        value.FormatTargetAndPort().ShouldBe($"{value.Target}:{value.Port}");
    });

    [Fact]
    public void The_root_as_target_says_that_there_is_no_such_service() => SrvValue.Parse("0 0 0 .").ShouldBe(new SrvValue(0, 0, 0, ""));

    [Theory]
    [InlineData("")]
    [InlineData("192.0.2.7")]
    [InlineData("1 1 80 red")]
    [InlineData("1 1 80")]
    [InlineData("1 1 80 red. ")]
    [InlineData("1 1 80 red. blue.")]
    [InlineData("1  1 80 red.")]
    [InlineData("-1 1 80 red.")]
    [InlineData("1 1 65536 red.")]
    [InlineData("1 1 http red.")]
    [InlineData("1 1 80 red..")]
    [InlineData("1 1 80 .red.")]
    [InlineData("1 1 80 r\ted.")]
    public void What_is_malformed_is_rejected(string text) => SrvValue.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("1 1 80 Red.Example.com", "red.example.com")]
    [InlineData("1 1 80 red.example.com.", "red.example.com")]
    public void Others_write_it_without_the_final_dot_and_in_any_case(string text, string target) =>
        SrvValue.ParseForeign(text).ShouldBe(new SrvValue(1, 1, 80, target));

    [Fact]
    public void What_others_write_may_be_no_such_value() => SrvValue.ParseForeign("red").ShouldBeNull();

    [Fact]
    public void Whatever_is_accepted_has_four_fields_and_no_space_in_its_target() =>
        Gen.String[Gen.Char["1 .a-"], 0, 12].Sample(text =>
        {
            if (SrvValue.Parse(text) is not { } value) return;
            text.Split(' ').Length.ShouldBe(4);
            value.Target.ShouldNotContain(" ");
            SrvValue.Parse(value.ToString()).ShouldBe(value);
        });
}
