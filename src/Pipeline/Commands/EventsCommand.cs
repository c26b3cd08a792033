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

namespace Pipeline.Commands;

/// <summary>Lists what was recorded, and goes on with what is recorded.</summary>
internal sealed class EventsCommand(Surroundings surroundings)
{
    private const int UsualLast = 100;

    public Command Create()
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "go on with what is recorded from now on", Arity = ArgumentArity.Zero };
        var service = new Option<string>("--service") { Description = "only those of one service", HelpName = "NAME" };
        var container = new Option<string>("--container") { Description = "only those of one container, by its name or the beginning of its identifier", HelpName = "CONTAINER" };
        var host = new Option<string>("--host") { Description = "only those of one host and of what ever ran on it", HelpName = "NAME" };
        var since = new Option<DateTimeOffset?>("--since") { Description = "all since this moment [the last 100]", HelpName = "TIME", CustomParser = Moments.Read };
        var json = new Option<bool>("--json") { Description = "print JSON, an event a line", Arity = ArgumentArity.Zero };
        var command = new Command("events", "List what was recorded: of the registry, the zone and the health of containers.") { follow, service, container, host, since, json };
        command.Validators.Add(result =>
        {
            if (new Option[] { service, container, host }.Count(option => result.GetResult(option) is not null) > 1) result.AddError("--service, --container and --host exclude each other");
        });
        var options = new SettingOptions(command, SettingTable.Reading);
        command.SetAction((parsed, cancel) => RunAsync(
            options.Read(parsed, surroundings),
            new EventQuestion(parsed.GetValue(service), parsed.GetValue(container), parsed.GetValue(host), parsed.GetValue(since), parsed.GetValue(since) is null ? UsualLast : null),
            parsed.GetValue(follow), parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, EventQuestion question, bool follow, bool json, CancellationToken cancel)
    {
        await using var database = await DatabaseVisit.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, surroundings.Time);
        var history = registry.History(settings.Domain);
        await using var sagas = new PostgresSagas(database.ConnectionString);
        if (question.Container is { } container) question = question with { Container = await FindAsync(history, container, cancel) };
        var feed = new EventFeed(history, sagas.History, surroundings.Time);
        try
        {
            await foreach (var view in follow ? feed.FollowAsync(question, cancel) : feed.ReadAsync(question, cancel))
            {
                surroundings.Output.WriteLine(json ? JsonSerializer.Serialize(view, EventsJson.Default.EventView) : Line(view));
                if (follow) surroundings.Output.Flush();
            }
        }
        catch (OperationCanceledException) when (follow && cancel.IsCancellationRequested)
        {
            // That is how following ends.
        }

        return ExitCode.Done;
    }

    private static string Line(EventView view) => SafeText.Line(string.Create(CultureInfo.InvariantCulture,
        $"{view.At.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z  {view.Room,-8}  {Listings.Short(view.Subject),-12}  {view.Kind,-18}  {view.What}"));

    private static async Task<string> FindAsync(IRegistryHistory history, string container, CancellationToken cancel) =>
        (await history.FindAsync(container, cancel)).Where(subject => subject.Kind is SubjectKind.Container).ToList() switch
        {
            [] => throw new CommandFailure($"no container is called '{SafeText.Of(container)}': ./pipeline instances lists them"),
            [var only] => only.Id,
            var several => several.FirstOrDefault(subject => subject.Id == container)?.Id
                ?? throw new CommandFailure($"'{SafeText.Of(container)}' may be {string.Join(", ", several.Select(one => $"{SafeText.Of(one.Name)} ({Listings.Short(one.Id)})"))}: write more of the identifier"),
        };
}
