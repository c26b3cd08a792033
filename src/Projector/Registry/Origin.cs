using Pipeline.Contracts;

namespace Pipeline.Projector.Registry;

/// <summary>The cause of an event, stored as its metadata.</summary>
/// <param name="Parent">The span in which the event was recorded (<see cref="TraceParent"/>); null if there is none.</param>
/// <param name="Fact">The kind of the causing fact or verdict; null if there is none.</param>
/// <param name="Stated">When the fact or verdict was issued, by its sender's clock; null if there is none.</param>
public readonly record struct Origin(string? Parent, string? Fact = null, DateTimeOffset? Stated = null)
{
    /// <summary>The origin with the current span.</summary>
    public static Origin Here => new(TraceParent.Here);

    /// <summary>The trace (W3C trace id); null if there is none.</summary>
    public string? Trace => Parent is null ? null : TraceParent.TraceOf(Parent);

    /// <summary>The origin of a fact or a verdict.</summary>
    public static Origin Of(object stated, string? parent) => stated switch
    {
        IHostFact fact => new Origin(parent, fact.GetType().Name, fact.At),
        IVerdict verdict => new Origin(parent, verdict.GetType().Name, verdict.At),
        _ => new Origin(parent),
    };
}

/// <summary>An item to fold, and the span in which it was received (<see cref="TraceParent"/>).</summary>
public readonly record struct Traced<T>(T Item, string? Parent);
