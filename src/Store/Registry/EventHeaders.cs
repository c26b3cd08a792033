using System.Globalization;
using JasperFx.Events;
using Marten;
using Pipeline.Projector.Registry;

namespace Pipeline.Store.Registry;

/// <summary>The metadata of an event: the traces and the message that caused it.</summary>
internal static class EventHeaders
{
    /// <summary>The names of the headers: the kind of the message, the time at which it was sent, and further traces.</summary>
    public const string Fact = "fact", Stated = "stated", Links = "links";

    /// <summary>An event with its origin as metadata.</summary>
    public static IEvent WithOrigin(this IDocumentSession session, OriginatedEvent originated)
    {
        var built = session.Events.BuildEvent(originated.Happened);
        built.CorrelationId = originated.Origin.Trace;
        if (originated.Origin.Fact is not { } fact) return built;
        built.SetHeader(Fact, fact);
        built.SetHeader(Stated, originated.Origin.Stated!.Value.ToString("O", CultureInfo.InvariantCulture));
        return built;
    }

    /// <summary>An event with the newest trace that caused it; the other traces are links.</summary>
    public static IEvent WithTraces(this IDocumentSession session, object happened, IReadOnlyList<string> traces)
    {
        var built = session.Events.BuildEvent(happened);
        built.CorrelationId = TraceParent.TraceOf(traces[^1]);
        if (traces.Count > 1) built.SetHeader(Links, string.Join(' ', traces.SkipLast(1).Select(TraceParent.TraceOf)));
        return built;
    }
}
