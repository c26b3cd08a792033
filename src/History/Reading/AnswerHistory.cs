using Pipeline.Core.Dns;

namespace Pipeline.History.Reading;

/// <summary>Computes from the ledger's events the spans in which each value was answered.</summary>
internal static class AnswerHistory
{
    /// <param name="history">The events of the streams of a name's record sets, the oldest first.</param>
    public static IReadOnlyList<AnswerSpan> Of(IEnumerable<(string Stream, LedgerEvent Happened)> history)
    {
        var ended = new List<AnswerSpan>();
        var entries = new Dictionary<string, LedgerEntry>();
        var answered = new Dictionary<(string Stream, string Value), DateTimeOffset>();
        foreach (var (stream, happened) in history)
        {
            // Earlier events may be missing: a value that they left is unknown until an event in this history reveals it.
            var entry = entries[stream] = LedgerEntry.Evolve(entries.GetValueOrDefault(stream), stream, happened);
            var now = entry.Held?.Values.ToHashSet() ?? [];
            foreach (var (gone, since) in answered.Where(value => value.Key.Stream == stream && !now.Contains(value.Key.Value)).ToList())
            {
                ended.Add(new(gone.Value, since, happened.At));
                answered.Remove(gone);
            }

            foreach (var value in now) answered.TryAdd((stream, value), happened.At);
        }

        return [.. ended, .. answered.Select(value => new AnswerSpan(value.Key.Value, value.Value, Until: null))];
    }
}
