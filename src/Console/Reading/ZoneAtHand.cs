using Pipeline.Core.Status;
using Pipeline.History.Status;

namespace Pipeline.Console.Reading;

/// <summary>
/// What the zone holds, as far as it can be told at once: no page waits for a zone that answers slowly. It shows the last reading then; the
/// next one goes on, and whoever asks after it has it.
/// </summary>
internal sealed class ZoneAtHand(IZoneReader zone, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>Before the first reading there is nothing else to show.</summary>
    private static readonly TimeSpan PatienceAtFirst = TimeSpan.FromSeconds(1);

    private readonly AtHand<SourceAnswer<ZoneFacts>> answers = new(zone.ReadZoneAsync, time);

    /// <param name="since">A reading since then will do; null where only the present one does, if the zone answers soon.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<SourceAnswer<ZoneFacts>> ReadAsync(DateTimeOffset? since, CancellationToken cancel)
    {
        try
        {
            return await answers.ReadAsync(since, cancel).WaitAsync(answers.Last is null ? PatienceAtFirst : Patience, time, cancel);
        }
        catch (TimeoutException)
        {
            return answers.Last ?? new(null, "it is being read");
        }
    }
}
