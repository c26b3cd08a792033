using Pipeline.History.Reading;

namespace Pipeline.History.Tests.Reading;

public sealed class When_text_is_made_safe
{
    [Fact]
    public void Text_that_is_too_long_is_cut_with_a_mark() => SafeText.Of(new('x', 500)).ShouldBe(new string('x', 200) + "…");

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => SafeText.Of("a\ud800b").ShouldBe("a\uFFFDb");
}
