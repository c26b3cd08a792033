namespace Pipeline.Resolvers;

/// <summary>A resolver that can pass the questions about one domain to a name server on a port of its own.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Traces">Paths of which one exists on a machine that runs it; empty where nothing tells.</param>
/// <param name="File">Where its configuration goes, by domain.</param>
/// <param name="Apply">The command after which it counts.</param>
/// <param name="Lines">Its configuration.</param>
internal sealed record Resolver(
    string Name, IReadOnlyList<string> Traces, Func<string, string> File, string Apply, Func<ForwardedDomain, string> Lines)
{
    /// <summary>
    /// The whole file: what it does, where it goes, and its lines. Each of these programs begins a comment with a number sign.
    /// </summary>
    public string Write(ForwardedDomain forwarded) =>
        $"""
        # {Name}: questions about {forwarded.Domain} go to the name server at {forwarded.AddressAndPort}.
        # Write this to {File(forwarded.Domain)}, then: {Apply}
        {Lines(forwarded)}

        """;
}
