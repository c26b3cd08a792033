namespace Samples.Portal.Discovery;

/// <summary>What came of asking a service.</summary>
/// <param name="Places">Where its name led, in the order in which they were tried.</param>
public abstract record Answer(IReadOnlyList<Place> Places)
{
    /// <summary>An instance answered.</summary>
    /// <param name="Said">What it answered.</param>
    /// <param name="Instance">What it calls itself.</param>
    /// <param name="Failed">How many had been tried before it in vain.</param>
    public sealed record Given(IReadOnlyList<Place> Places, string Said, string Instance, int Failed) : Answer(Places)
    {
        public Place Place => Places[Failed];
    }

    /// <summary>An instance answered that what it was asked makes no sense.</summary>
    /// <param name="Problem">Why, in its words.</param>
    public sealed record Refused(IReadOnlyList<Place> Places, string Problem) : Answer(Places);

    /// <summary>Its name has no answer, or none of its instances has.</summary>
    /// <param name="Why">Which of them, in words.</param>
    public sealed record Away(IReadOnlyList<Place> Places, string Why) : Answer(Places);
}
