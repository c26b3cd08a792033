namespace Pipeline.History.Why;

/// <summary>Tells why a name answers as it does, or why a container or a host stands where it stands.</summary>
public interface IWhyReader
{
    /// <param name="subject">A service, a record's name, a container's name or the beginning of its identifier, or a host.</param>
    /// <param name="at">As it was at this moment; null for now.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <returns>A story each for all that is called so; empty where nothing is.</returns>
    Task<IReadOnlyList<WhyView>> WhyAsync(string subject, DateTimeOffset? at, CancellationToken cancel);
}

/// <summary>One subject's story.</summary>
/// <param name="Kind"><c>service</c>, <c>container</c> or <c>host</c>.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Now">Where it stands, in a sentence.</param>
/// <param name="Chains">What led there, the newest last.</param>
public sealed record WhyView(string Kind, string Subject, string Now, IReadOnlyList<WhyChain> Chains);

/// <summary>From one cause to its last effect.</summary>
/// <param name="Title">What it is about, in a few words.</param>
/// <param name="Trace">The trace that runs through it (W3C trace id); null where none was kept.</param>
/// <param name="Steps">What happened, the oldest first.</param>
public sealed record WhyChain(string Title, string? Trace, IReadOnlyList<WhyStep> Steps);

/// <summary>One step.</summary>
/// <param name="At">When.</param>
/// <param name="AfterMilliseconds">How long after the step before it; null for the first.</param>
/// <param name="Stage"><c>hint</c>, <c>fact</c>, <c>event</c>, <c>plan</c>, <c>change</c>, <c>insync</c> or <c>health</c>.</param>
/// <param name="What">What happened, for people.</param>
/// <param name="ChangeId">The zone's receipt, where there is one.</param>
/// <param name="Trace">The trace that it was recorded under, where that is another than the chain's.</param>
public sealed record WhyStep(
    DateTimeOffset At, double? AfterMilliseconds, string Stage, string What, string? ChangeId = null, string? Trace = null);
