using System.Text.RegularExpressions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// Notes which functions the agent calls in its ordinary life. The linker lays them side by side, so that the pages that are read into
/// memory hold little else. To be noted again when packages or the runtime change much. What was noted before stays while it exists:
/// some functions are called only now and then, where threads meet.
/// </summary>
internal static partial class AgentLayout
{
    private const int Events = 1_000;

    // Where the compiler puts managed functions; only their order is ours to choose.
    private const string ManagedCode = "__managedcode";

    public static async Task<int> NoteAsync()
    {
        if (!ShellCommand.Exists("valgrind") || !ShellCommand.Exists("objdump"))
        {
            System.Console.Error.WriteLine("this needs valgrind and binutils: apt-get install valgrind binutils");
            return 1;
        }

        if (await AgentExecutable.PublishAsync("agent-symbols", "-p:StripSymbols=false") is not { } executable) return 1;
        await ShellCommand.RunAsync("strip", ["--strip-debug", executable]); // valgrind reads names, but not every form of DWARF
        var order = Path.Combine(AgentExecutable.Root, "src", "Producer", "Producer.order");
        var before = await File.ReadAllLinesAsync(order);
        var called = await CallsAsync(executable);
        var all = await ManagedFunctionsAsync(executable);
        var noted = before.Union(called).Intersect(all).Order(StringComparer.Ordinal).ToList();
        await File.WriteAllLinesAsync(order, noted);
        System.Console.WriteLine($"{order}: {noted.Count:N0} functions of {all.Count:N0}, {noted.Except(before).Count():N0} of them new");
        return 0;
    }

    private static async Task<HashSet<string>> CallsAsync(string executable)
    {
        await using var moto = new Moto();
        var aws = await moto.EndpointAsync();
        await StagedAgent.CreateTopicsAsync(aws);
        var calls = Path.Combine(Path.GetDirectoryName(executable)!, "calls");
        string[] options = ["--tool=callgrind", "--fair-sched=yes", $"--callgrind-out-file={calls}", executable];
        await using (var agent = await StagedAgent.StartAsync(aws, "valgrind", options))
        {
            await agent.AtRestAsync();
            await agent.LiveThroughAsync(Events);
            await agent.AtRestAsync();
        }

        return [.. File.ReadLines(calls)
            .Select(line => CalledFunction().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value)];
    }

    private static async Task<HashSet<string>> ManagedFunctionsAsync(string executable) =>
        [.. (await ShellCommand.RunAsync("objdump", ["--syms", executable]))
            .Split('\n')
            .Where(line => line.Contains(ManagedCode))
            .Select(line => line.Split(' ')[^1])];

    // Callgrind's format names a function once, and then refers to it by number (https://valgrind.org/docs/manual/cl-format.html).
    [GeneratedRegex(@"^c?fn=\(\d+\) (?<name>\S+)$")]
    private static partial Regex CalledFunction();
}
