using System.Text.RegularExpressions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Support;

/// <summary>
/// A command of the runbook with its output in an incident: a block below the comment <c>drill: INCIDENT</c>. A line <c>…</c> stands for
/// lines that are left out.
/// </summary>
internal sealed partial record RunbookBlock(string Incident, string Command, IReadOnlyList<string> Lines)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static IReadOnlyList<RunbookBlock> All { get; } =
    [
        .. Marked().Matches(Repository.Read("docs", "operations.md")).Select(match => new RunbookBlock(
            match.Groups["incident"].Value, match.Groups["command"].Value, match.Groups["output"].Value.TrimEnd().Split('\n'))),
    ];

    public static IEnumerable<RunbookBlock> Of(string incident) => All.Where(block => block.Incident == incident);

    /// <summary>Waits until the command prints these lines in this order, whatever the times, numbers and identifiers are.</summary>
    public async Task IsShownAsync(PlayedDrill drill)
    {
        var wanted = Lines.Where(line => line.Trim() is not ("" or "…")).Select(line => Mask(line, drill.Domain)).ToList();
        await Eventually.GetAsync(
            async () => string.Join('\n', (await drill.ReadAsync(Command)).Split('\n').Select(line => Mask(line, drill.Domain))),
            printed => AreIn(wanted, [.. printed.Split('\n')]),
            $"{Incident}: {Command} prints {string.Join('\n', wanted)}",
            Patience);
    }

    private static bool AreIn(IEnumerable<string> wanted, List<string> printed)
    {
        var from = 0;
        foreach (var line in wanted)
        {
            if (printed.IndexOf(line, from) is not (>= 0 and var at)) return false;
            from = at + 1;
        }

        return true;
    }

    private static string Mask(string line, string domain) => Spaces().Replace(
        Numbers().Replace(
            Identifiers().Replace(
                Processes().Replace(
                    Traces().Replace(line.Replace(domain, "servicediscovery.internal", StringComparison.Ordinal), ""), "PROCESS "),
                "ID"),
            "#"),
        " ").Trim();

    [GeneratedRegex(@"^<!-- drill: (?<incident>[a-z-]+) -->\n+```text\n\$ \./pipeline (?<command>[^\n]+)\n(?<output>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Marked();

    /// <summary>A step has it where it is not that of its change.</summary>
    [GeneratedRegex(@" *\(trace \w+\)$")]
    private static partial Regex Traces();

    /// <summary>A process that leads, with the name of its machine.</summary>
    [GeneratedRegex(@"[\w.-]+/\d+ (?=leads|led)")]
    private static partial Regex Processes();

    [GeneratedRegex(@"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{8,64}\b")]
    private static partial Regex Identifiers();

    /// <summary>Not those that end a name: sim-2, term-12.</summary>
    [GeneratedRegex(@"[+-]\d+ ms|(?<![\w-])\d[\d.:,-]*(?: (?:ms|s|min|h|d)\b)?Z?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
