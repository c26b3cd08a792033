using Pipeline.Aws.Answers;

namespace Pipeline.Aws.Transport.Batching;

/// <summary>Finds in the answer to a batch the entries that it does not acknowledge. What it says nothing about is sent again.</summary>
internal static class RejectedEntries
{
    /// <param name="count">How many entries were sent.</param>
    /// <param name="accepted">The identifiers in the answer's list of successes.</param>
    /// <param name="failed">The answer's list of failures.</param>
    /// <param name="read">The members of a failure.</param>
    public static IReadOnlyList<RejectedEntry> Find<TFailure>(
        int count,
        IEnumerable<string?>? accepted,
        IEnumerable<TFailure>? failed,
        Func<TFailure, (string? Id, string? Code, string? Message, bool? SenderFault)> read)
        where TFailure : class
    {
        var answers = BatchAnswer.Read(count, accepted, failed, entry => read(entry).Id);
        return
        [
            .. answers.Index().Where(entry => !entry.Item.IsAccepted).Select(entry => entry.Item.Refusal is { } refusal
                ? CreateRefused(entry.Index, read(refusal))
                : new RejectedEntry(entry.Index, BatchAnswer.Unacknowledged, IsTransient: true)),
        ];
    }

    /// <summary>The same for SQS, whose batches have one type of failures.</summary>
    public static IReadOnlyList<RejectedEntry> Find(
        int count, IEnumerable<string?>? accepted, List<Amazon.SQS.Model.BatchResultErrorEntry>? failed) =>
        Find(count, accepted, failed, entry => (entry.Id, entry.Code, entry.Message, entry.SenderFault));

    private static RejectedEntry CreateRefused(int index, (string? Id, string? Code, string? Message, bool? SenderFault) refusal) =>
        new(index, $"{refusal.Code}: {refusal.Message}", TransientErrors.IsTransient(refusal.Code, refusal.SenderFault));
}
