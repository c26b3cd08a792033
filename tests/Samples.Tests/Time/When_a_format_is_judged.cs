using System.Globalization;
using CsCheck;
using Samples.Time;

namespace Pipeline.Samples.Tests.Time;

public sealed class When_a_format_is_judged
{
    private static readonly DateTimeOffset Moment = new(2026, 5, 17, 9, 5, 7, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("o")]
    [InlineData("R")]
    [InlineData("yyyy-MM-dd")]
    [InlineData("dddd, d MMMM yyyy HH:mm:ss.fffffff zzz")]
    [InlineData("h 'o''clock' tt")]
    [InlineData("\"week day\" dddd")]
    [InlineData("yyyy\\Z")]
    [InlineData("%d")]
    public void What_dotnet_understands_is_good(string format)
    {
        TimeFormat.Problem(format).ShouldBeNull();
        Moment.ToString(format, CultureInfo.InvariantCulture).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("", "missing")]
    [InlineData("U", "'U' is no standard format")]
    [InlineData("5", "'5' is no standard format")]
    [InlineData("YYYY-MM-dd", "position 1: 'Y' means nothing here")]
    [InlineData("HH o'clock", "position 4: 'o' means nothing here")]
    [InlineData("yyyy 'now", "position 6: this quotation has no end")]
    [InlineData("yyyy\\", "position 5: something should follow")]
    [InlineData("%%", "position 1: a letter should follow")]
    [InlineData("%\\L", "position 1: a letter should follow")]
    [InlineData("%'o'", "position 1: a letter should follow")]
    [InlineData("ss.ffffffff", "position 4: a second has at most 7 digits")]
    public void What_is_wrong_is_told(string format, string words) => TimeFormat.Problem(format).ShouldNotBeNull().ShouldContain(words);

    [Fact]
    public void A_long_one_is_refused() => TimeFormat.Problem(new string('d', 101)).ShouldBe("a format has at most 100 characters");

    [Fact]
    public void What_is_good_can_always_be_printed() =>
        Gen.String[Gen.OneOf(Gen.Char["dfFgHhKmMstyzoRu'\"\\%:/ -."], Gen.Char), 0, 20].Sample(format =>
        {
            if (TimeFormat.Problem(format) is null) _ = Moment.ToString(format, CultureInfo.InvariantCulture);
        });
}
