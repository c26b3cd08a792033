namespace Pipeline.Projector.Zone;

/// <summary>
/// How long to rest after a pass: as long as it took, so that a lone change is never late and a burst becomes a few large passes. Where
/// nudges come faster than calls should be made, each rest is twice the last, up to what the zone allows for gathering them.
/// </summary>
public sealed class Cadence(TimeSpan gathering)
{
    /// <summary>As many nudges a second may each have a call of their own: half of what Route 53 allows an account.</summary>
    private const double Unhurried = 5;

    private TimeSpan last;

    /// <param name="nudges">How many nudges the pass answered.</param>
    /// <param name="within">How long they took to come: since the pass before.</param>
    /// <param name="pass">How long the pass took.</param>
    public TimeSpan Rest(int nudges, TimeSpan within, TimeSpan pass)
    {
        var crowded = nudges > 1 && nudges > Unhurried * within.TotalSeconds;
        var grown = crowded ? 2 * last : TimeSpan.Zero;
        if (grown > gathering) grown = gathering;
        return last = pass > grown ? pass : grown;
    }
}
