namespace Pipeline.Projector.Zone;

/// <summary>
/// How long to rest after a pass: as long as it took, so that a lone change is never late. The more nudges came of late, the longer, up to what the
/// zone allows for gathering them: so a burst becomes a few large passes.
/// </summary>
public sealed class Cadence(TimeSpan gathering)
{
    /// <summary>What "of late" means: a nudge counts less and less as this time passes (it is the time constant of an exponential decay).</summary>
    private static readonly TimeSpan OfLate = TimeSpan.FromSeconds(1);

    /// <summary>As many nudges of late may each have a call of their own; Route 53 allows an account ten calls a second, and others use it too.</summary>
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
