using System.Text.RegularExpressions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Hostile;

public sealed partial class When_the_error_is_its_own(RealPostgres postgres)
{
    [Fact]
    public async Task A_person_is_told_a_sentence_and_a_file_and_the_file_names_no_path_of_the_machine_that_built_it()
    {
        using var errors = new StringWriter();
        var registry = new StubRegistry { Failure = new InvalidOperationException("One or more errors occurred. (the shelf is empty)") };
        var code = await new CommandLine(registry, new()
        {
            Output = TextWriter.Null,
            Errors = errors,
            Terminal = false,
            Variables = new Dictionary<string, string> { ["Pipeline__Database"] = await postgres.CreatePreparedAsync() },
            Root = false,
        }).RunAsync(["services"], TestContext.Current.CancellationToken);

        code.ShouldBe(1);
        var told = Told().Match(errors.ToString());
        told.Success.ShouldBeTrue(errors.ToString());
        var trace = await File.ReadAllTextAsync(told.Groups["file"].Value, TestContext.Current.CancellationToken);
        File.Delete(told.Groups["file"].Value);
        trace.ShouldContain(" in /_/src/Pipeline/Commands/");
        trace.ShouldNotContain(Path.Combine(Repository.Root(), "src"));
    }

    [GeneratedRegex(@"\Athis is an error of Pipeline: the shelf is empty; please report it with (?<file>\S+)\n\z")]
    private static partial Regex Told();
}
