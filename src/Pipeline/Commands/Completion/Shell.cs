namespace Pipeline.Commands.Completion;

/// <summary>Text as a word of a shell's script.</summary>
internal static class Shell
{
    /// <summary>For bash and zsh.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>For fish, whose quotes know the backslash.</summary>
    public static string QuoteForFish(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
