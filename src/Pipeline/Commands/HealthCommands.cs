using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Lists;
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
        var failed = new Option<bool>("--failed")
        {
            Description = "only containers that fail their check, are being removed, or are stuck",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command(
            "sagas",
            "List the health of each container, and why it is in its state. "
            + $"Those that stopped are listed with --state stopped, the last {IHealthReader.EndedAtMost:N0}.") { failed };
        var list = new ListOptions(command, HealthListings.Sagas.Filters.Select(filter => filter.Option));
        var options = Settings(command);
        command.SetAction((parsed, cancel) => ListAsync(
            options.Read(parsed, environment), list.Read(parsed, HealthListings.Sagas), parsed.GetValue(failed), cancel));
        return command;
    }

    public Command Saga()
    {
        var container =
            new Argument<string>("container") { Description = "the container's name, or the start of its ID", HelpName = "CONTAINER" };
        var action = new Argument<ManualAction?>("action")
        {
            CustomParser = ParseAction,
            Description = "retry the step that is stuck, or release the container: "
                + "it stays in DNS and its checks are ignored until it restarts",
            Arity = ArgumentArity.ZeroOrOne,
        };
        action.CompletionSources.Clear();
        action.CompletionSources.Add("retry", "release");
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var command = new Command(
            "saga", "Show one container's health and its history; retry or release it by hand.") { container, action, json };
        var options = Settings(command);
        command.SetAction((parsed, cancel) => ShowAsync(
            options.Read(parsed, environment), parsed.GetValue(container)!, parsed.GetValue(action), parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> ListAsync(
        PipelineSettings settings, ListChoice<SagaView> choice, bool failed, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        var health = parts.OpenHealth(settings, database.ConnectionString);
        var listing = failed
            ? HealthListings.Sagas with { Empty = "no container fails its check, is being removed, or is stuck" }
            : HealthListings.Sagas;
        return await new ListRun<SagaView>(listing, choice, environment) { ReadNotes = ReadFreezesAsync }.RunAsync(ReadAsync, cancel);

        async Task<IReadOnlyList<SagaView>> ReadAsync(CancellationToken stop)
        {
            var live = await health.SagasAsync(new(Failed: failed), stop);
            return choice.Asks(FilterOption.State(Glossary.HealthStates), Glossary.HealthStates.Show(HealthState.Stopped))
                ? [.. live, .. await health.SagasAsync(new(HealthState.Stopped, failed), stop)]
                : live;
        }

        async Task<IReadOnlyList<string>> ReadFreezesAsync(CancellationToken stop) =>
            [.. (await health.FreezesAsync(stop)).Select(freeze => $"freeze: {freeze}")];
    }

    private static ManualAction? ParseAction(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        foreach (var action in Enum.GetValues<ManualAction>())
            if (word.Equals(action.ToString(), StringComparison.OrdinalIgnoreCase)) return action;
        result.AddError($"'{word}' is nothing that can be done with a saga: write retry or release");
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

    private static SettingOptions Settings(Command command) =>
        new(command, [SettingTable.Data, SettingTable.Database, SettingTable.Domain]);

    private async Task<int> ShowAsync(
        PipelineSettings settings, string container, ManualAction? action, bool json, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        var health = parts.OpenHealth(settings, database.ConnectionString);
        var id = await FindAsync(health, container, cancel);
        if (action is { } given) await ActAsync(health, id, given, cancel);
        var story = (await health.StoryAsync(id, cancel))!;
        var writer = new StoryWriter(environment.Output, environment.Colours, environment.Time);
        if (json) writer.WriteJson(story);
        else writer.Write(story);
        return ExitCode.Done;
    }

    private enum ManualAction
    {
        Retry,
        Release,
    }
}
