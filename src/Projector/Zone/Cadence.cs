namespace Pipeline.Projector.Zone;

/// <summary>
/// How long to rest after a pass: as long as it took, so that a lone change is never late and a burst becomes a few large passes. While
/// nudges keep coming each rest is twice the last, up to what the zone allows for gathering them.
/// </summary>
public sealed class Cadence(TimeSpan gathering)
{
    private TimeSpan last;

    /// <param name="idle">How long there was nothing to do before the pass.</param>
    /// <param name="pass">How long the pass took.</param>
    public TimeSpan Rest(TimeSpan idle, TimeSpan pass)
    {
        var grown = idle > last ? TimeSpan.Zero : 2 * last;
        return last = pass > gathering ? pass : grown > gathering ? gathering : grown > pass ? grown : pass;
    }
}
