using System.Globalization;

namespace Pipeline.Contracts.Tests.Facts;

public sealed class When_stamps_are_compared
{
    private static readonly Stamp Third = new(7, 3) { Incarnation = "a" };

    [Fact]
    public void Within_an_incarnation_the_sequence_decides()
    {
        var fourth = Third with { Sequence = 4 };

        fourth.IsNewerThan(Third).ShouldBeTrue();
        Third.IsOvertakenBy(fourth).ShouldBeTrue();
        Third.IsNewerThan(fourth).ShouldBeFalse();
        fourth.IsOvertakenBy(Third).ShouldBeFalse();
    }

    [Fact]
    public void A_fact_overtakes_its_repetition_and_is_not_newer_than_it()
    {
        Third.IsOvertakenBy(Third).ShouldBeTrue();
        Third.IsNewerThan(Third).ShouldBeFalse();
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Stamps_of_two_incarnations_are_in_no_order_whatever_their_epochs(long epoch)
    {
        var other = new Stamp(epoch, 9) { Incarnation = "b" };

        (other.IsNewerThan(Third) || Third.IsNewerThan(other)).ShouldBeFalse();
        (other.IsOvertakenBy(Third) || Third.IsOvertakenBy(other)).ShouldBeFalse();
    }

    [Fact]
    public void An_agent_without_incarnations_is_named_by_its_epoch()
    {
        new Stamp(7, 4).IsNewerThan(new Stamp(7, 3)).ShouldBeTrue();
        new Stamp(8, 1).IsNewerThan(new Stamp(7, 3)).ShouldBeFalse();
        new Stamp(7, 3).Speaker.ShouldBe(7.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void It_is_shown_as_epoch_and_sequence() => new Stamp(7, 42).ToString().ShouldBe("7.42");
}
