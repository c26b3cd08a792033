using System.Globalization;
using JasperFx.Events;
using Marten;
using Pipeline.Projector.Registry;

namespace Pipeline.Store.Registry;

/// <summary>What is kept beside an event: the trace and the message that led to it.</summary>
internal static class EventHeaders
{
    /// <summary>The kind of the message, when its sender sent it, and further traces.</summary>
    public const string Fact = "fact", Stated = "stated", Links = "links";

    /// <summary>An event with its origin beside it.</summary>
    public static IEvent WithOrigin(this IDocumentSession session, OriginatedEvent originated)
    {
        var built = session.Events.BuildEvent(originated.Happened);
        built.CorrelationId = originated.Origin.Trace;
        if (originated.Origin.Fact is not { } fact) return built;
        built.SetHeader(Fact, fact);
        built.SetHeader(Stated, originated.Origin.Stated!.Value.ToString("O", CultureInfo.InvariantCulture));
        return built;
    }

    /// <summary>An event under the newest trace that led to it; a change that serves several has links to the others.</summary>
    public static IEvent WithTraces(this IDocumentSession session, object happened, IReadOnlyList<string> traces)
    {
        var built = session.Events.BuildEvent(happened);
        built.CorrelationId = TraceParent.TraceOf(traces[^1]);
        if (traces.Count > 1) built.SetHeader(Links, string.Join(' ', traces.SkipLast(1).Select(TraceParent.TraceOf)));
        return built;
    }
}
