using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Promises.Tests;

/// <summary>
/// Every command says about version 1's database what version 1 said about it. In JSON, every member is unchanged except those in
/// <see cref="Prose"/>, which are sentences for people; a member that is new is no break, and neither is a new way out of a state.
/// To accept a new wording of these sentences, and of outputs that are text as a whole, run this with <c>WRITE_FIXTURE=1</c>, which
/// rewrites the sentences alone.
/// </summary>
public sealed class Commands_on_the_first_stored_form(RealPostgres postgres)
{
    private const int AtOnce = 3;

    private static readonly string[] Prose = ["what", "title", "now", "why", "refused", "spared", "unknown"];

    private static readonly bool Writes = Environment.GetEnvironmentVariable("WRITE_FIXTURE") is "1";

    private sealed record Command(
        string File,
        string[] Arguments,
        int ExitCode,
        string[]? Errors = null,
        string[]? Relative = null,
        string? Before = null,
        bool Writes = false);

    [Fact]
    public async Task They_say_what_they_said()
    {
        var listed = await File.ReadAllTextAsync(Path.Combine(Fixture.History, "commands.json"));
        var commands = JsonSerializer.Deserialize<Command[]>(listed, JsonSerializerOptions.Web)!;
        var broken = new ConcurrentBag<string>();
        var shared = await Fixture.LoadAsync(postgres);
        await Parallel.ForEachAsync(commands.Where(command => !command.Writes), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (command, _) => await HoldAsync(command, shared, broken));

        var own = await Fixture.LoadAsync(postgres);
        var before = await DocumentsAsync(own);
        foreach (var command in commands.Where(command => command.Writes))
        {
            if (command.Before is { } damage) await Fixture.ExecuteAsync(own, damage);
            await HoldAsync(command, own, broken);
            (await DocumentsAsync(own)).ShouldBe(before, $"{command.File}: every document is what its stream folds to");
        }

        broken.Order().ShouldBeEmpty(
            "a command says something else of what is stored (docs/adr/0020); "
            + "where only sentences for people are worded anew, run this once with WRITE_FIXTURE=1");
    }

    private static async Task HoldAsync(Command command, string database, ConcurrentBag<string> broken)
    {
        var (code, output, errors) = await RunAsync(command, database);
        if (code != command.ExitCode) broken.Add($"{command.File}: exit code {code}, {errors}");
        var path = Path.Combine(Fixture.History, "expected", command.File);
        var expected = await File.ReadAllTextAsync(path);
        if (!command.File.EndsWith(".json", StringComparison.Ordinal) && !command.File.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            if (output == expected) return;
            if (Writes) await File.WriteAllTextAsync(path, output);
            else broken.Add($"{command.File} says {output}");
            return;
        }

        var lines = command.File.EndsWith(".jsonl", StringComparison.Ordinal);
        var (was, now) = (Parse(expected, lines), Parse(output, lines));
        var differences = JsonDifference.Between(was, now)
            .Where(one => one.Difference != JsonDifference.New && command.Relative?.Contains(one.Path[2..]) is not true)
            .ToList();
        var worded = differences.Where(one => IsProse(one.Path)).ToList();
        foreach (var (at, difference) in differences.Except(Writes ? worded : []).Take(5)) broken.Add($"{command.File} {at} {difference}");
        if (!Writes || worded.Count == 0 || differences.Count > worded.Count) return;
        await File.WriteAllTextAsync(path, output);
    }

    private static bool IsProse(string path) => path.Split('.').Any(member => Prose.Contains(member.Split('[')[0]));

    private static JsonNode? Parse(string text, bool lines) => lines
        ? new JsonArray([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))])
        : JsonNode.Parse(text);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(Command command, string database)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "pipeline.dll"), .. command.Arguments, "--database", database];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Fixture.History,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var settings = start.Environment.Keys.Where(name => name.StartsWith("Pipeline__", StringComparison.OrdinalIgnoreCase));
        foreach (var name in settings.ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Members that are stored since are filled in where a document is written anew; they are left out here.</summary>
    private static async Task<List<string>> DocumentsAsync(string database) =>
        [.. (await Fixture.RowsAsync(database, """
            select 'container ' || id || ' ' || mt_version || ' ' || (data - 'FirstHeard')::text from pipeline.mt_doc_container
            union all select 'host ' || id || ' ' || mt_version || ' ' || data::text from pipeline.mt_doc_host
            union all select 'ledger ' || id || ' ' || mt_version || ' ' || data::text from pipeline.mt_doc_ledgerentry order by 1
            """)).Select(row => row[0])];
}
