namespace Pipeline.Contracts.Tests.Facts;

public sealed class When_stamps_are_compared
{
    /// <summary>From the oldest to the newest.</summary>
    private static readonly Stamp[] InOrder = [Stamp.None, new(0, 1), new(1, 0), new(1, 9), new(1, 10), new(2, 0), new(2, 1), new(10, 0)];

    [Fact]
    public void The_epoch_counts_before_the_sequence() => InOrder.Reverse().Order().ShouldBe(InOrder);

    [Fact]
    public void All_comparisons_agree()
    {
        for (var i = 0; i < InOrder.Length; i++)
        {
            for (var j = 0; j < InOrder.Length; j++)
            {
                var (left, right) = (InOrder[i], InOrder[j]);
                (left < right, left <= right, left > right, left >= right, left == right).ShouldBe((i < j, i <= j, i > j, i >= j, i == j));
                Math.Sign(left.CompareTo(right)).ShouldBe(Math.Sign(i.CompareTo(j)));
            }
        }
    }

    [Fact]
    public void It_is_shown_as_epoch_and_sequence() => new Stamp(7, 42).ToString().ShouldBe("7.42");
}
