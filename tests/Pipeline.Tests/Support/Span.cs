
namespace Pipeline.Tests.Support;

/// <summary>A span as it was sent.</summary>
/// <param name="Service">The process, by the name that it goes by.</param>
/// <param name="Trace">32 hexadecimal digits.</param>
/// <param name="Parent">The span that it continues; empty where it begins the trace.</param>
internal sealed record Span(string Service, string Version, string Trace, string Id, string Parent, string Name);
