using Pipeline.Core.Retention;

namespace Pipeline.Core.Names;

/// <summary>An event of one owned name, in the name's stream; its detail is kept for the retention.</summary>
/// <param name="At">The time by the clock of the projector.</param>
public abstract record NameEvent(DateTimeOffset At);

/// <summary>The name belongs to an owner from now on, who claimed it first, or to whom it was given and who claimed it then.</summary>
/// <param name="Owner">Such as <c>family:checkout</c>.</param>
/// <param name="Container">The container whose claim it was.</param>
public sealed record NameBound(string Owner, string Container, DateTimeOffset At) : NameEvent(At);

/// <summary>A person gave the name to another owner; it belongs to the present one, or to nobody, until the other has an
/// instance.</summary>
public sealed record NameGiven(string Heir, DateTimeOffset At) : NameEvent(At);

/// <summary>No container of the owner claims the name any more.</summary>
public sealed record NameUnused(DateTimeOffset At) : NameEvent(At);

/// <summary>A container of the owner claims the name again.</summary>
public sealed record NameUsed(DateTimeOffset At) : NameEvent(At);

/// <summary>The name belongs to nobody: whoever claims it next gets it.</summary>
/// <param name="Reason">Why, as text for people.</param>
public sealed record NameReleased(string Reason, DateTimeOffset At) : NameEvent(At);

/// <summary>What the events before it came to; it took the place of the last one of them when they were older than the retention.</summary>
/// <param name="State">The name after them, with the version of that last one.</param>
public sealed record NameSummarized(NameBinding State, DateTimeOffset At) : NameEvent(At), ISummary;
