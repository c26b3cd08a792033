using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Rendering;
using Pipeline.Composition;
using Pipeline.Core.Health;
using Pipeline.Databases;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.History.Words;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>The commands that show sagas, and retry or release one by hand.</summary>
internal sealed class HealthCommands(IParts parts, CommandEnvironment environment)
{
    public Command Sagas()
    {
        var state = new Option<HealthState?>("--state")
        {
            Description = $"only containers in this state: {string.Join(", ", Glossary.HealthStates.Terms.Select(term => term.Shown))} "
                + $"(of stopped the last {IHealthReader.EndedAtMost:N0})",
            HelpName = "STATE",
            CustomParser = ParseState,
        };
        var failed = new Option<bool>("--failed")
        {
            Description = "only containers that fail their check, are being removed, or are stuck",
            Arity = ArgumentArity.Zero,
        };
        var service = new Option<string>("--service") { Description = "only containers of one service", HelpName = "NAME" };
        var command = new Command("sagas", "List the health of each container, and why it is in its state.") { state, failed, service };
        var (options, json) = Common(command);
        command.SetAction((parsed, cancel) => WithReaderAsync(parsed, options, async health =>
        {
            var filter = new SagaFilter(parsed.GetValue(state), parsed.GetValue(failed), parsed.GetValue(service));
            var rows = await health.SagasAsync(filter, cancel);
            var writer = new ListingWriter(environment.Output, environment.Errors, environment.Terminal, environment.Time);
            if (parsed.GetValue(json)) writer.WriteJson(HealthListings.Sagas, rows);
            else writer.WriteTable(HealthListings.Sagas, rows);
            foreach (var freeze in await health.FreezesAsync(cancel)) environment.Errors.WriteLine($"freeze: {SafeText.Of(freeze)}");
        }, cancel));
        return command;
    }

    public Command Saga()
    {
        var container =
            new Argument<string>("container") { Description = "the container's name, or the start of its ID", HelpName = "CONTAINER" };
        var action = new Argument<ManualAction?>("action")
        {
            Description = "retry the step that is stuck, or release the container: "
                + "it stays in DNS and its checks are ignored until it restarts",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "saga", "Show one container's health and its history; retry or release it by hand.") { container, action };
        var (options, json) = Common(command);
        command.SetAction((parsed, cancel) => WithReaderAsync(parsed, options, async health =>
        {
            var id = await FindAsync(health, parsed.GetValue(container)!, cancel);
            if (parsed.GetValue(action) is { } given) await ActAsync(health, id, given, cancel);
            var story = (await health.StoryAsync(id, cancel))!;
            var writer = new StoryWriter(environment.Output, environment.Terminal, environment.Time);
            if (parsed.GetValue(json)) writer.WriteJson(story);
            else writer.Write(story);
        }, cancel));
        return command;
    }

    private static HealthState? ParseState(ArgumentResult result)
    {
        var word = string.Join(' ', result.Tokens.Select(token => token.Value));
        if (Glossary.HealthStates.Parse(word) is { } state) return state;
        result.AddError(
            $"'{word}' is not a state: write one of {string.Join(", ", Glossary.HealthStates.Terms.Select(term => term.Shown))}");
        return null;
    }

    private static async Task<string> FindAsync(IHealthReader health, string container, CancellationToken cancel) =>
        await health.FindAsync(container, cancel) switch
        {
            [] => throw new CommandFailure($"no saga of a container '{SafeText.Of(container)}': ./pipeline sagas lists them"),
            [var only] => only.ContainerId,

            // Of several containers with one name over time, the running one is meant.
            [var present, ..] found when !HasEnded(present) && found.Skip(1).All(HasEnded) => present.ContainerId,
            var several => throw new CommandFailure(
                $"'{SafeText.Of(container)}' may be "
                + string.Join(", ", several.Select(one => $"{SafeText.Of(one.ContainerName)} ({Listings.Short(one.ContainerId)})"))
                + ": write more of the ID"),
        };

    private static bool HasEnded(SagaView saga) => saga.State == nameof(HealthState.Stopped);

    private static async Task ActAsync(IHealthReader health, string id, ManualAction action, CancellationToken cancel)
    {
        try
        {
            await health.OrderAsync(id, action is ManualAction.Retry ? HealthTrigger.Retried : HealthTrigger.Released, cancel);
        }
        catch (InvalidOperationException refused)
        {
            throw new CommandFailure(refused.Message);
        }
    }

    private static (SettingOptions Options, Option<bool> Json) Common(Command command)
    {
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        command.Add(json);
        return (new SettingOptions(command, [SettingTable.Data, SettingTable.Database, SettingTable.Domain]), json);
    }

    private async Task<int> WithReaderAsync(
        ParseResult parsed, SettingOptions options, Func<IHealthReader, Task> use, CancellationToken cancel)
    {
        var settings = options.Read(parsed, environment);
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await use(parts.OpenHealth(settings, database.ConnectionString));
        return ExitCode.Done;
    }

    private enum ManualAction
    {
        Retry,
        Release,
    }
}
