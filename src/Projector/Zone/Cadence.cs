namespace Pipeline.Projector.Zone;

/// <summary>
/// The pause after a pass: as long as the pass took, so that a single change is never late. The more nudges came recently, the longer the
/// pause, up to what the zone allows for gathering them, so that a burst is written in a few large passes.
/// </summary>
public sealed class Cadence(TimeSpan gathering)
{
    /// <summary>
    /// What "recently" means: the weight of a nudge decreases with this time (it is the time constant of an exponential decay).
    /// </summary>
    private static readonly TimeSpan OfLate = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Up to this many recent nudges may each have a call of their own. Route 53 allows an account ten calls a second, and others use the
    /// account too.
    /// </summary>
    private const double Unhurried = 2;

    private double crowd;

    /// <param name="nudges">How many nudges the pass answered.</param>
    /// <param name="within">How long they took to come: since the pass before.</param>
    /// <param name="pass">How long the pass took.</param>
    public TimeSpan Rest(int nudges, TimeSpan within, TimeSpan pass)
    {
        crowd = (crowd * Math.Exp(-within / OfLate)) + nudges;
        var gathered = gathering * Math.Clamp((crowd - Unhurried) / Unhurried, 0, 1);
        return pass > gathered ? pass : gathered;
    }
}
