using System.CommandLine;
using Pipeline.Aws.DeadLetters;
using Pipeline.Commands.Lists;
using Pipeline.Commands.Rendering;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.History.Reading;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>The commands for messages that could not be handled.</summary>
internal sealed class DeadLetterCommands(IParts parts, CommandEnvironment environment)
{
    public Command Create()
    {
        var command = new Command("dead-letters", "List the messages that could not be handled, and why.") { Redrive() };
        var list = new ListOptions(command, Listings.DeadLetters.Filters.Select(filter => filter.Option));
        var options = new SettingOptions(command, [SettingTable.Queue]);
        command.SetAction((parsed, cancel) => ListAsync(
            options.Read(parsed, environment), list.Read(parsed, Listings.DeadLetters), cancel));
        return command;
    }

    private Command Redrive()
    {
        var ids = new Argument<string[]>("ID") { Description = "IDs to send back; none means all", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("redrive", "Send dead letters back to the queue that they came from.") { ids };
        var options = new SettingOptions(command, [SettingTable.Queue]);
        command.SetAction((parsed, cancel) => RedriveAsync(options.Read(parsed, environment), parsed.GetValue(ids) ?? [], cancel));
        return command;
    }

    private async Task<int> ListAsync(PipelineSettings settings, ListChoice<DeadLetter> choice, CancellationToken cancel)
    {
        using var letters = Open(settings);
        return await new ListRun<DeadLetter>(Listings.DeadLetters, choice, environment)
            .RunAsync(stop => FailuresAsCommandFailuresAsync(() => letters.ReadAsync(stop)), cancel);
    }

    private async Task<int> RedriveAsync(PipelineSettings settings, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        using var letters = Open(settings);
        var sent = await FailuresAsCommandFailuresAsync(() => letters.RedriveAsync(ids, cancel));
        foreach (var letter in sent) environment.Output.WriteLine(
            $"{letter.Id} {SafeText.Of(letter.Kind ?? "?")} sent back to {settings.Queue}");

        string[] unknown = [.. ids.Where(id => !sent.Any(letter => letter.Id == id || letter.MessageId == id))];
        foreach (var id in unknown) environment.Errors.WriteLine($"no dead letter {SafeText.Of(id)}: ./pipeline dead-letters lists them");
        if (sent.Count == 0 && unknown is []) environment.Errors.WriteLine(Listings.DeadLetters.Empty);
        return unknown is [] ? ExitCode.Done : ExitCode.Failed;
    }

    private IDeadLetters Open(PipelineSettings settings) => settings.Queue is not { } queue
        ? throw new CommandFailure(
            "no queue is set; the in-memory bus of `up` keeps no dead letters: "
            + "name a projector's queue on AWS with --queue or Pipeline__Queue",
            ExitCode.Usage)
        : FailuresAsCommandFailures(() => parts.OpenDeadLetters(queue));

    private static T FailuresAsCommandFailures<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (DeadLettersUnreachableException failure)
        {
            throw new CommandFailure(SafeText.Line(FailureWords.Describe(failure)));
        }
    }

    private static async Task<T> FailuresAsCommandFailuresAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (DeadLettersUnreachableException failure)
        {
            throw new CommandFailure(SafeText.Line(FailureWords.Describe(failure)));
        }
    }
}
