using CsCheck;
using Pipeline.Core.Pacing;

namespace Pipeline.Core.Tests.Pacing;

public sealed class When_a_duration_is_parsed
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("1.5", 1.5)]
    [InlineData("0", 0)]
    [InlineData("5s", 5)]
    [InlineData("0.5s", 0.5)]
    [InlineData("15m", 900)]
    [InlineData("2m30s", 150)]
    [InlineData("1d2h3m4s", 93_784)]
    [InlineData("1.5h", 5_400)]
    [InlineData("00:00:30", 30)]
    [InlineData("00:00:00.250", 0.25)]
    [InlineData("1.00:00:00", 86_400)]
    public void Each_form_is_accepted(string text, double seconds) => Durations.Parse(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("s")]
    [InlineData("-5")]
    [InlineData("-00:00:05")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("5ms")]
    [InlineData("30s2m")]
    [InlineData("1m1m")]
    [InlineData("2m30")]
    [InlineData("1,5")]
    [InlineData("1e3")]
    [InlineData("1/2s")]
    [InlineData("1.2.3s")]
    [InlineData("1:00")]
    [InlineData("1000000d")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void Anything_else_is_rejected(string text) => Durations.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.25, "0.25s")]
    [InlineData(10, "10s")]
    [InlineData(150, "2m30s")]
    [InlineData(3_600, "1h")]
    [InlineData(93_784, "1d2h3m4s")]
    public void Written_with_units_it_reads_as_people_write_it(double seconds, string text) =>
        Durations.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void Whatever_is_written_with_units_is_parsed_as_the_same() =>
        Gen.Long[0, TimeSpan.TicksPerDay / 10_000 * 999].Select(ms => TimeSpan.FromMilliseconds(ms))
            .Sample(duration => Durations.ParseUnits(Durations.Format(duration)) == duration);

    [Theory]
    [InlineData("5")]
    [InlineData("00:00:30")]
    [InlineData("")]
    public void Without_a_unit_it_is_not_a_time_ago(string text) => Durations.ParseUnits(text).ShouldBeNull();

    [Fact]
    public void Both_limits_are_accepted_and_nothing_beyond_them()
    {
        var (least, most) = (TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

        Durations.Parse("1", least, most).ShouldBe(least);
        Durations.Parse("1h", least, most).ShouldBe(most);
        Durations.Parse("0.9", least, most).ShouldBeNull();
        Durations.Parse("01:00:01", least, most).ShouldBeNull();
    }

    [Fact]
    public void Every_duration_is_the_same_in_each_form() => Gen.Int[0, 999_999].Sample(seconds =>
    {
        var duration = TimeSpan.FromSeconds(seconds);
        Durations.Parse($"{seconds}").ShouldBe(duration);
        Durations.Parse($"{seconds}s").ShouldBe(duration);
        Durations.Parse($"{duration:c}").ShouldBe(duration);
        Durations.Parse($"{duration.Days}d{duration.Hours}h{duration.Minutes}m{duration.Seconds}s").ShouldBe(duration);
    });

    [Fact]
    public void No_text_is_an_exception() => Gen.String[Gen.Char["0123456789.:smhd-"], 0, 24].Sample(text => Durations.Parse(text));
}
