using Pipeline.Core.Health;
using Pipeline.History.Words;

namespace Pipeline.History.Tests.Words;

public sealed class When_a_state_is_read_from_a_word
{
    [Theory]
    [InlineData("Suspect", HealthState.Suspect)]
    [InlineData("suspect", HealthState.Suspect)]
    [InlineData("failing", HealthState.Suspect)]
    [InlineData("Never Passed", HealthState.Unproven)]
    public void A_state_is_read_by_its_stored_or_its_shown_word(string word, HealthState state) =>
        Glossary.HealthStates.Parse(word).ShouldBe(state);

    [Fact]
    public void What_is_no_state_is_none() => Glossary.HealthStates.Parse("well").ShouldBeNull();
}
