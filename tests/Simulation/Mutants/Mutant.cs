namespace Pipeline.Tests.Simulation.Mutants;

/// <summary>A fault that was mended, to be put back. Both texts are expressions; the original occurs once in its file.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="File">Below the root of the repository.</param>
/// <param name="Original">The text of the source.</param>
/// <param name="Mutated">The text that puts the fault back.</param>
internal sealed record Mutant(string Name, string File, string Original, string Mutated)
{
    /// <summary>Whether the original is in the source once.</summary>
    public bool Fits(string source) => source.IndexOf(Original, StringComparison.Ordinal) is >= 0 and var at
        && source.IndexOf(Original, at + 1, StringComparison.Ordinal) < 0;

    /// <summary>The source with a switch in the place of the original.</summary>
    /// <exception cref="InvalidOperationException">The original is not in the source, or more than once.</exception>
    public string Insert(string source)
    {
        if (!Fits(source)) throw new InvalidOperationException($"{Name}: {File} must contain this once: {Original}");
        var at = source.IndexOf(Original, StringComparison.Ordinal);
        var switched = $"(global::Pipeline.Contracts.ActiveMutant.Is(\"{Name}\") ? ({Mutated}) : ({Original}))";
        return source[..at] + switched + source[(at + Original.Length)..];
    }
}
