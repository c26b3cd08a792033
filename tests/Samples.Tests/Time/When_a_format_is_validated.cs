using System.Globalization;
using CsCheck;
using Samples.Time;

namespace Pipeline.Samples.Tests.Time;

public sealed class When_a_format_is_validated
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
    public void A_format_of_dotnet_is_valid(string format)
    {
        TimeFormat.FindProblem(format).ShouldBeNull();
        Moment.ToString(format, CultureInfo.InvariantCulture).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("", "missing")]
    [InlineData("U", "'U' is not a standard format")]
    [InlineData("5", "'5' is not a standard format")]
    [InlineData("YYYY-MM-dd", "position 1: 'Y' is not a format letter")]
    [InlineData("HH o'clock", "position 4: 'o' is not a format letter")]
    [InlineData("yyyy 'now", "position 6: this quotation is not closed")]
    [InlineData("yyyy\\", "position 5: expected a character after")]
    [InlineData("%%", "position 1: expected a letter after")]
    [InlineData("%\\L", "position 1: expected a letter after")]
    [InlineData("%'o'", "position 1: expected a letter after")]
    [InlineData("ss.ffffffff", "position 4: a second has at most 7 digits")]
    public void An_error_is_described(string format, string words) => TimeFormat.FindProblem(format).ShouldNotBeNull().ShouldContain(words);

    [Fact]
    public void A_long_format_is_rejected() => TimeFormat.FindProblem(new string('d', 101)).ShouldBe("a format has at most 100 characters");

    [Fact]
    public void A_valid_format_can_always_be_used() =>
        Gen.String[Gen.OneOf(Gen.Char["dfFgHhKmMstyzoRu'\"\\%:/ -."], Gen.Char), 0, 20].Sample(format =>
        {
            if (TimeFormat.FindProblem(format) is null) _ = Moment.ToString(format, CultureInfo.InvariantCulture);
        });
}
