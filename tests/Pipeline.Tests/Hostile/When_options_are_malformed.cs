using System.CommandLine;
using Pipeline.Settings;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Hostile;

/// <summary>Each option, argument and setting of each command, with each hostile text.</summary>
public sealed class When_options_are_malformed(RealPostgres postgres) : IDisposable
{
    /// <summary>They would run until they are stopped where a text happens to be right, so their environment is always wrong.</summary>
    private static readonly string[] Serving = ["up", "demo", "projector", "health-saga", "console"];

    private static readonly Dictionary<string, string> WrongAnyway = new() { ["Pipeline__Xyzzyplugh"] = "x" };

    private readonly string empty = TemporaryDirectory.Create("hostile");

    public static TheoryData<string> Paths => [.. HostileRun.Commands().Select(command => command.Path)];

    public void Dispose() => Directory.Delete(empty, recursive: true);

    [Theory, MemberData(nameof(Paths))]
    public async Task No_value_of_an_option_brings_forth_a_word_of_a_framework(string path)
    {
        var command = CommandAt(path);
        List<string> failures = [];
        foreach (var option in command.Options.Where(option => option.Arity.MaximumNumberOfValues > 0 && option is not Option<bool>))
            foreach (var text in HostileTexts.All)
                if (await RunOf(path, option.Name).JudgeAsync([.. path.Split(' '), .. Fill(command), option.Name, text]) is { } failure)
                    failures.Add(failure);

        failures.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task No_argument_brings_forth_a_word_of_a_framework(string path)
    {
        var command = CommandAt(path);
        List<string> failures = [];
        foreach (var (index, argument) in command.Arguments.Index())

            // Two dashes are no argument: a command that can do without one would begin its work.
            foreach (var text in HostileTexts.All.Where(text => text is not "--" || argument.Arity.MinimumNumberOfValues > 0))
                if (await RunOf(path, "").JudgeAsync([.. path.Split(' '), .. Fill(command).Index().Select(
                    word => word.Index == index ? text : word.Item)]) is { } failure)
                    failures.Add(failure);

        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_name_that_is_looked_up_in_a_database_brings_forth_a_word_of_a_framework()
    {
        var run = new HostileRun(
            new StubRegistry(), new Dictionary<string, string> { ["Pipeline__Database"] = await postgres.CreatePreparedAsync() });
        List<string> failures = [];
        foreach (var text in (string[])["'; drop table mt_events; --", "\u001b[2J", "two\nlines", "%", "\uFFFF", new('x', 5_000)])
            foreach (var line in (string[][])
                [
                    ["why", text], ["saga", text], ["events", "--container", text], ["events", "--service", text],
                    ["events", "--host", text],
                    ["names", "give", text, "family:x"], ["names", "release", text], ["hosts", "forget", text],
                    ["replay", "--zone", text, "--dry-run"], ["adopt", text], ["instances", "--service", text],
                ])
                if (await run.JudgeAsync(line) is { } failure) failures.Add(failure);

        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_variable_brings_forth_a_word_of_a_framework()
    {
        List<string> failures = [];
        foreach (var setting in SettingTable.All)
            foreach (var text in HostileTexts.All)
                if (await new HostileRun(
                    new StubRegistry(),
                    new Dictionary<string, string>(WrongAnyway) { [$"Pipeline__{setting.Name}"] = text }).JudgeAsync("up") is { } failure)
                    failures.Add($"{setting.Name}: {failure}");

        failures.ShouldBeEmpty();
    }

    private static Command CommandAt(string path) => HostileRun.Commands().Single(command => command.Path == path).Command;

    /// <summary>A word for each argument that has to be there.</summary>
    private static IEnumerable<string> Fill(Command command) =>
        command.Arguments.Select(argument => argument.Name switch { "url" => "http://127.0.0.1:1/", "action" => "retry", _ => "x" });

    private HostileRun RunOf(string path, string option) => new(new StubRegistry(), path switch
    {
        _ when Serving.Contains(path) => WrongAnyway,
        _ when option is "--data" => new Dictionary<string, string>(),
        _ => new Dictionary<string, string> { ["Pipeline__Database"] = HostileRun.DeadDatabase, ["Pipeline__Data"] = empty },
    });
}
