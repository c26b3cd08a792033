using System.Text.RegularExpressions;

namespace Pipeline.Tests.Support;

/// <summary>The pages that people read: at the root, and below docs. ADRs are not among them: they show no commands to run.</summary>
internal static partial class Documents
{
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. from folder in (string[])[Repository.Root(), Path.Combine(Repository.Root(), "docs")]
           from file in Directory.EnumerateFiles(folder, "*.md")
           let page = Path.GetRelativePath(Repository.Root(), file)
           orderby page
           select page,
    ];

    public static string Read(string page) => Repository.Read(page.Split('/'));

    /// <summary>The fenced blocks of a page.</summary>
    public static IEnumerable<FencedBlock> Blocks(string page)
    {
        var text = Read(page);
        return Fence().Matches(text).Select(match => new FencedBlock(
            page, text.AsSpan(0, match.Index).Count('\n') + 1, match.Groups["language"].Value, match.Groups["text"].Value));
    }

    /// <summary>Each line that calls the command <c>pipeline</c>: in blocks, and between backquotes in the text.</summary>
    public static IEnumerable<string> Commands(string page)
    {
        var inText = Inline().Matches(Fence().Replace(Read(page), "")).Select(match => match.Value);
        var inBlocks = Blocks(page).Where(block => block.Language is "sh" or "console")
            .SelectMany(block => block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .SelectMany(line => Ours().Matches(line).Select(match => match.Value));
        return inText.Concat(inBlocks);
    }

    [GeneratedRegex(@"^```(?<language>[a-z]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<=`(?:\w+=\S+ )*)(?:\.\./)*(?:\./)?pipeline [^`]+(?=`)")]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?:\.\./)*(?:\./)?(?<![\w/])pipeline (?!images:)[^#;|)]+")]
    private static partial Regex Ours();
}
