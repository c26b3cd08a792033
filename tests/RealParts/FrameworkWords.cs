using System.Text.RegularExpressions;

namespace Pipeline.Tests.RealParts;

/// <summary>Finds, in what a person reads, the words that only a programmer of .NET knows.</summary>
public static partial class FrameworkWords
{
    /// <returns>The words, none where all is plain.</returns>
    public static IReadOnlyList<string> In(string text) => [.. Marks().Matches(text).Select(mark => mark.Value.Trim()).Distinct()];

    [GeneratedRegex(
        """
        # types
        (?<! [\w./] ) (?: System | Microsoft | Npgsql | Marten | JasperFx | Weasel | Amazon | MassTransit | Pipeline ) \. [A-Z] \w+
        | \w+ Exception \b | ` \d \[ | \b expected\ type \b
        # parameters, and places in the source
        | \(Parameter\ ' | ^ \s+ at\ \S+ \( .* \) | \.cs\b(?: :line)? | BytePositionInLine | LineNumber
        # sentences for programmers
        | One\ or\ more\ errors | ResponseEnded | Value\ cannot\ be\ null | cannot\ be\ an\ empty\ string | Object\ reference
        | not\ in\ a\ correct\ format | given\ key | Sequence\ contains | Index\ was | Unable\ to\ (?: cast | read\ data )
        | (?: task | operation )\ was\ cancell?ed | could\ not\ be\ converted | Cannot\ parse | overflow | too\ large\ or\ too\ small
        | The\ SSL\ connection | An\ error\ occurred | request\ URI | Exception\ (?: of | while ) | non-negative
        | \b an?\ error\ of\ Pipeline \b
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Marks();
}
