using CsCheck;
using Pipeline.Core.Pacing;

namespace Pipeline.Core.Tests.Pacing;

public sealed class When_a_moment_is_parsed
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("2026-01-31T12:00")]
    [InlineData("2026-01-31 12:00:00.000Z")]
    [InlineData("2026-01-31 12:00Z")]
    [InlineData("2026-01-31T14:00:00+02:00")]
    [InlineData("2026-01-31T12:00:00.0000000+00:00")]
    public void Each_form_is_accepted(string text) => Moments.Parse(text).ShouldBe(Noon);

    [Fact]
    public void A_day_is_its_beginning() => Moments.Parse("2026-01-31").ShouldBe(Noon.AddHours(-12));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("5")]
    [InlineData("1.5")]
    [InlineData("1:00")]
    [InlineData("12:00:00")]
    [InlineData("1/2/2026")]
    [InlineData("31 January 2026")]
    [InlineData("2026-01")]
    [InlineData("2026-13-45")]
    [InlineData("0001-01-01T00:00:00+02:00")]
    public void Anything_else_is_rejected(string? text) => Moments.Parse(text).ShouldBeNull();

    [Fact]
    public void What_is_printed_can_be_written() => Gen.Long[0, 4_000_000_000_000].Sample(milliseconds =>
    {
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        Moments.Parse($"{moment:O}").ShouldBe(moment);
        Moments.Parse($"{moment:yyyy-MM-dd HH:mm:ss.fff}Z").ShouldBe(moment);
    });
}
