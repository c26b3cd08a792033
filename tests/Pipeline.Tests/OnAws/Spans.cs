using System.Collections;

namespace Pipeline.Tests.OnAws;

/// <summary>A span as it was sent.</summary>
/// <param name="Service">The process, by the name that it goes by.</param>
/// <param name="Trace">32 hexadecimal digits.</param>
/// <param name="Parent">The span that it continues; empty where it begins the trace.</param>
internal sealed record Span(string Service, string Version, string Trace, string Id, string Parent, string Name);

/// <summary>Spans, a line each where a test tells of them.</summary>
internal sealed class Spans(IEnumerable<Span> spans) : IEnumerable<Span>
{
    private readonly Span[] spans = [.. spans];

    /// <summary>Those whose parent is not among them.</summary>
    public Spans Roots => new(spans.ExceptBy(spans.Select(span => span.Id), span => span.Parent));

    public Spans Of(string trace) => new(spans.Where(span => span.Trace == trace));

    public Span ParentOf(Span span) => spans.Single(one => one.Id == span.Parent);

    public IEnumerator<Span> GetEnumerator() => spans.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Concat(spans.Select(span => $"\n{span}"));
}
