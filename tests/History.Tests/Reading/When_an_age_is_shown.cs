using Pipeline.History.Reading;

namespace Pipeline.History.Tests.Reading;

public sealed class When_an_age_is_shown
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.2, "now")]
    [InlineData(119, "119 s")]
    [InlineData(120, "2 min")]
    [InlineData(7199, "119 min")]
    [InlineData(7200, "2 h")]
    [InlineData(172800, "2 d")]
    [InlineData(-5, "now")]
    public void An_age_is_told_in_one_unit(double seconds, string age) =>
        Age.Of(Noon.AddSeconds(-seconds), Noon).ShouldBe(age);
}
