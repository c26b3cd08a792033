using Pipeline.Core.Pacing;

namespace Pipeline.Console.Pages;

/// <summary>Which part of the past a page shows.</summary>
/// <param name="Word">The length as it stands in the address: <c>1h</c>.</param>
/// <param name="Length">How much of the past is shown.</param>
/// <param name="AsOf">Where it ends; null for now.</param>
public sealed record TimeRange(string Word, TimeSpan Length, DateTimeOffset? AsOf)
{
    public static readonly IReadOnlyList<(string Word, TimeSpan Length)> Choices =
    [
        ("15m", TimeSpan.FromMinutes(15)), ("1h", TimeSpan.FromHours(1)), ("6h", TimeSpan.FromHours(6)), ("24h", TimeSpan.FromDays(1)),
        ("7d", TimeSpan.FromDays(7)),
    ];

    /// <summary>Reads <c>range</c> and <c>at</c> from an address; what cannot be read has no effect.</summary>
    /// <param name="request">The request.</param>
    /// <param name="age">How old what the page shows is; without a choice, the shortest range that shows it all is taken.</param>
    /// <param name="atMost">Without a choice, no longer range than this one.</param>
    public static TimeRange Read(PageRequest request, TimeSpan? age = null, string atMost = "1h")
    {
        var longest = Choices.First(choice => choice.Word == atMost);
        var usual = Choices.FirstOrDefault(choice => age < choice.Length && choice.Length < longest.Length, longest);
        var (word, length) = Choices.FirstOrDefault(choice => choice.Word == request["range"], usual);
        var moment = Moments.Parse(request["at"]);
        return new(word, length, moment - DateTimeOffset.UnixEpoch > TimeSpan.FromDays(8) ? moment : null);
    }

    public DateTimeOffset End(DateTimeOffset now) => AsOf is { } moment && moment < now ? moment : now;

    public DateTimeOffset Start(DateTimeOffset now) => End(now) - Length;
}
