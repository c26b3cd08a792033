using System.Collections;

namespace Pipeline.Tests.Support;

/// <summary>Spans; in the message of a test each is a line.</summary>
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
