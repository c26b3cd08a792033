using Pipeline.Contracts;

namespace Pipeline.Projector.Registry;

/// <summary>What led to an event, kept beside it.</summary>
/// <param name="Parent">The span that it happened under (<see cref="TraceParent"/>); null where none is under way.</param>
/// <param name="Fact">The kind of what was stated, and when by the speaker's clock; null where nothing was.</param>
public readonly record struct Origin(string? Parent, string? Fact = null, DateTimeOffset? Stated = null)
{
    /// <summary>What is under way here.</summary>
    public static Origin Here => new(TraceParent.Here);

    /// <summary>The trace (W3C trace id); null where none is under way.</summary>
    public string? Trace => Parent is null ? null : TraceParent.TraceOf(Parent);

    /// <summary>What a host or the health saga states.</summary>
    public static Origin Of(object stated, string? parent) => stated switch
    {
        IHostFact fact => new Origin(parent, fact.GetType().Name, fact.At),
        IVerdict verdict => new Origin(parent, verdict.GetType().Name, verdict.At),
        _ => new Origin(parent),
    };
}

/// <summary>Something that is to be folded, and the span that brought it (<see cref="TraceParent"/>).</summary>
public readonly record struct Traced<T>(T Item, string? Parent);
