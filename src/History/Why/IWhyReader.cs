using Pipeline.History.Status;

namespace Pipeline.History.Why;

/// <summary>Explains the DNS answers of a service, and the state of a container or a host.</summary>
public interface IWhyReader
{
    /// <param name="subject">A service, a record's name, a container's name or the beginning of its identifier, or a host.</param>
    /// <param name="at">The moment to explain; null for now.</param>
    /// <param name="cancel">Cancels the read.</param>
    /// <returns>One view for each subject with this name; empty if there is none.</returns>
    Task<IReadOnlyList<WhyView>> WhyAsync(string subject, DateTimeOffset? at, CancellationToken cancel);
}

/// <summary>The explanation of one subject.</summary>
/// <param name="Kind"><c>service</c>, <c>container</c> or <c>host</c>.</param>
/// <param name="Subject">The subject's name.</param>
/// <param name="Now">The subject's state in one sentence.</param>
/// <param name="Chains">The events that caused this state, the newest chain last.</param>
public sealed record WhyView(string Kind, string Subject, string Now, IReadOnlyList<WhyChain> Chains)
{
    /// <summary>The containers of a service that changed last, with their last words; of other subjects, and of the past, none.</summary>
    public IReadOnlyList<ContainerWords> Containers { get; init; } = [];

    /// <summary>What is wrong with it now, as <c>status</c> has it, the worst first; of the past, nothing.</summary>
    public IReadOnlyList<TroubleView> Troubles { get; init; } = [];
}

/// <summary>A container of a service.</summary>
/// <param name="State">Whether it is registered, or its state, in words.</param>
/// <param name="LastWords">Its exit code, its crashes, or the last answer to its check, in words; null if it said nothing.</param>
public sealed record ContainerWords(string Name, string Id, string Host, string State, string? LastWords);

/// <summary>The steps from one cause to its last effect.</summary>
/// <param name="Title">A short title.</param>
/// <param name="Trace">The trace of its steps (W3C trace id); null if none was stored.</param>
/// <param name="Steps">The steps, the oldest first.</param>
public sealed record WhyChain(string Title, string? Trace, IReadOnlyList<WhyStep> Steps);

/// <summary>One step.</summary>
/// <param name="At">When it happened.</param>
/// <param name="AfterMilliseconds">The time since the previous step; null for the first.</param>
/// <param name="Stage"><c>hint</c>, <c>fact</c>, <c>event</c>, <c>plan</c>, <c>change</c>, <c>insync</c> or <c>health</c>.</param>
/// <param name="What">The step in words.</param>
/// <param name="ChangeId">The zone's identifier of the change; null if there is none.</param>
/// <param name="Trace">The trace under which it was recorded, if it differs from the chain's; otherwise null.</param>
public sealed record WhyStep(
    DateTimeOffset At, double? AfterMilliseconds, string Stage, string What, string? ChangeId = null, string? Trace = null);
