namespace Pipeline.Tests.Simulation.Dns;

/// <summary>What goes wrong at Route 53 at present.</summary>
internal sealed class ZoneFaults
{
    /// <summary>The share of calls that are throttled.</summary>
    public double Throttled { get; set; }

    /// <summary>The share of calls that fail before they have an effect.</summary>
    public double Broken { get; set; }

    /// <summary>The share of changes that take effect, while the answer is lost.</summary>
    public double AnswerLost { get; set; }

    /// <summary>The share of changes whose answer does not come in time; they take effect later.</summary>
    public double AppliedLater { get; set; }

    /// <summary>How much later; null for some time up to 40 s.</summary>
    public TimeSpan? AppliedAfter { get; set; }

    /// <summary>The share of calls that take seconds.</summary>
    public double Slow { get; set; }

    /// <summary>How long changes take to reach every name server; null for up to 3 s.</summary>
    public TimeSpan? PropagatesAfter { get; set; }

    /// <summary>Changes of this name are refused; null for none.</summary>
    public string? Refused { get; set; }

    public void Clear()
    {
        (Throttled, Broken, AnswerLost, AppliedLater, Slow) = (0, 0, 0, 0, 0);
        (PropagatesAfter, Refused) = (null, null);
    }
}
