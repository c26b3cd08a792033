using System.Diagnostics;
using System.Globalization;
using JasperFx.Events;
using Pipeline.Contracts;

namespace Pipeline.Projector.Registry;

/// <summary>What led to an event, kept beside it.</summary>
/// <param name="Trace">The trace (W3C trace id); null where none is under way.</param>
/// <param name="Fact">The kind of what was stated, and when by the speaker's clock; null where nothing was.</param>
public readonly record struct Origin(string? Trace, string? Fact = null, DateTimeOffset? Stated = null)
{
    /// <summary>The names under which it is kept in an event's headers.</summary>
    public const string FactHeader = "fact", StatedHeader = "stated", LinksHeader = "links";

    /// <summary>What is under way here.</summary>
    public static Origin Here => new(Activity.Current?.TraceId.ToHexString());

    /// <summary>What a host or the health saga states.</summary>
    public static Origin Of(object stated, string? trace) => stated switch
    {
        IHostFact fact => new Origin(trace, fact.GetType().Name, fact.At),
        IVerdict verdict => new Origin(trace, verdict.GetType().Name, verdict.At),
        _ => new Origin(trace),
    };

    internal void Mark(IEvent happened)
    {
        happened.CorrelationId = Trace;
        if (Fact is null) return;
        happened.SetHeader(FactHeader, Fact);
        happened.SetHeader(StatedHeader, Stated!.Value.ToString("O", CultureInfo.InvariantCulture));
    }
}

/// <summary>Something that is to be folded, and the trace that brought it.</summary>
public readonly record struct Traced<T>(T Item, string? Trace);
