namespace Pipeline.Projector.Zone;

/// <summary>
/// Computes the pause after a pass. The pause is at least as long as the pass took, so a single change is not delayed. It grows with the
/// number of recent notices, up to the zone's limit for gathering them, so that a burst is written in a few large passes. A burst that goes
/// on then is gathered for longer: with each pass, the sets that it fills are written anew as a whole.
/// </summary>
public sealed class Cadence(TimeSpan gathering)
{
    /// <summary>
    /// The time constant of the exponential decay of a notice's weight.
    /// </summary>
    private static readonly TimeSpan DecayTime = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The number of recent notices that may each have a separate call. Route 53 allows an account ten calls per second, which all users
    /// of the account share.
    /// </summary>
    private const double UngatheredNotices = 2;

    /// <summary>A burst goes on while as many notices arrive in one look.</summary>
    private const int NoticesOfABurst = 3;

    private const int LooksInTheLimit = 4;

    /// <summary>For how many times the limit a burst is gathered at most.</summary>
    private const int LongestBurst = 3;

    /// <summary>The same where so much has been gathered that to write the sets once more would cost several calls.</summary>
    private const int LongestLargeBurst = 6;

    /// <summary>For each so many gathered notices a burst is gathered for once the limit.</summary>
    private const double NoticesALimit = 12;

    private double recent;

    /// <summary>How often a burst is looked at.</summary>
    public TimeSpan Look => gathering / LooksInTheLimit;

    /// <param name="nudges">The number of notices that the pass covered.</param>
    /// <param name="within">The time in which they arrived: since the start of the previous pass.</param>
    /// <param name="pass">The duration of the pass.</param>
    public TimeSpan Rest(int nudges, TimeSpan within, TimeSpan pass)
    {
        recent = (recent * Math.Exp(-within / DecayTime)) + nudges;
        var gathered = gathering * Math.Clamp((recent - UngatheredNotices) / UngatheredNotices, 0, 1);
        return pass > gathered ? pass : gathered;
    }

    /// <summary>Whether a pause is one in which a burst is gathered.</summary>
    public bool Gathers(TimeSpan rest) => gathering > TimeSpan.Zero && rest >= gathering;

    /// <param name="arrived">The notices of the last look.</param>
    /// <param name="gathered">All notices since the last pass.</param>
    /// <param name="rested">The pause until now.</param>
    public bool GathersOn(int arrived, int gathered, TimeSpan rested) =>
        arrived >= NoticesOfABurst && rested < gathering * Math.Clamp(gathered / NoticesALimit, LongestBurst, LongestLargeBurst);
}
