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

    private volatile SourceAnswer<ZoneFacts>? last;

    public async Task<SourceAnswer<ZoneFacts>> ReadAsync(CancellationToken cancel)
    {
        try
        {
            return last = await zone.ReadZoneAsync(cancel).WaitAsync(last is null ? PatienceAtFirst : Patience, time, cancel);
        }
        catch (TimeoutException)
        {
            return last ?? new(null, "it is being read");
        }
    }
}
