using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Rendering;
using Pipeline.Databases;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Lists recorded events, and with <c>--follow</c> new ones as they are recorded.</summary>
internal sealed class EventsCommand(CommandEnvironment environment)
{
    private const int DefaultLast = 100;

    public Command Create()
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "keep printing new events", Arity = ArgumentArity.Zero };
        var service = new Option<string>("--service") { Description = "only events of one service", HelpName = "NAME" };
        var container = new Option<string>("--container")
        {
            Description = "only events of one container, by its name or the start of its ID",
            HelpName = "CONTAINER",
        };
        var host = new Option<string>("--host")
        {
            Description = "only events of one host and of every container that ran on it",
            HelpName = "NAME",
        };
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "all events since this moment [the last 100]",
            HelpName = "TIME",
            CustomParser = new MomentParser(environment.Time).Parse,
        };
        var json = new Option<bool>("--json") { Description = "print JSON, one event a line", Arity = ArgumentArity.Zero };
        var command = new Command("events", "List recorded events of the registry, the zone and the health of containers.")
        {
            follow, service, container, host, since, json,
        };
        command.Validators.Add(result =>
        {
            if (new Option[] { service, container, host }.Count(option => result.GetResult(option) is not null) > 1)
                result.AddError("--service, --container and --host exclude each other: give one of them");
        });
        var options = new SettingOptions(command, SettingTable.Reading);
        command.SetAction((parsed, cancel) => RunAsync(
            options.Read(parsed, environment),
            new EventQuestion(
                parsed.GetValue(service), parsed.GetValue(container), parsed.GetValue(host), parsed.GetValue(since),
                parsed.GetValue(since) is null ? DefaultLast : null),
            parsed.GetValue(follow), parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, EventQuestion question, bool follow, bool json, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, environment.Time);
        var history = registry.History(settings.Domain);
        await using var sagas = new PostgresSagas(database.ConnectionString);
        await new RetentionNote(environment, registry.Retained).WriteIfBeforeAsync(question.Since, cancel);
        if (question.Container is { } container) question = question with { Container = await FindAsync(history, container, cancel) };
        var feed = new EventFeed(history, sagas.History, environment.Time);
        try
        {
            await foreach (var view in follow ? feed.FollowAsync(question, cancel) : feed.ReadAsync(question, cancel))
            {
                environment.Output.WriteLine(json ? JsonSerializer.Serialize(view, EventsJson.Default.EventView) : Line(view));
                if (follow) environment.Output.Flush();
            }
        }
        catch (OperationCanceledException) when (follow && cancel.IsCancellationRequested)
        {
            // That is how reports ends.
        }

        return ExitCode.Done;
    }

    private static string Line(EventView view) => SafeText.Line(string.Create(CultureInfo.InvariantCulture,
        $"{view.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z  {view.Room,-8}  {view.Name ?? Listings.Short(view.Subject),-12}  {view.What}"));

    private static async Task<string> FindAsync(IRegistryHistory history, string container, CancellationToken cancel) =>
        (await history.FindAsync(container, cancel)).Where(subject => subject.Kind is SubjectKind.Container).ToList() switch
        {
            [] => throw new CommandFailure($"no container has the name '{SafeText.Of(container)}': ./pipeline instances lists them"),
            [var only] => only.Id,
            var several => several.FirstOrDefault(subject => subject.Id == container)?.Id
                ?? throw new CommandFailure(
                    $"'{SafeText.Of(container)}' may be "
                    + string.Join(", ", several.Select(one => $"{SafeText.Of(one.Name)} ({Listings.Short(one.Id)})"))
                    + ": write more of the ID"),
        };
}
