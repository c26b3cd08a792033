using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Rendering;
using Pipeline.Composition;
using Pipeline.Core.Health;
using Pipeline.Databases;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.Settings;

namespace Pipeline.Commands;

/// <summary>The commands that look at the sagas of a pipeline, running or stopped, and order by hand.</summary>
internal sealed class HealthCommands(IParts parts, Surroundings surroundings)
{
    public Command Sagas()
    {
        var state = new Option<HealthState?>("--state") { Description = $"only those that stand here: starting, healthy, suspect, …; of stopped the last {IHealthReader.EndedAtMost:N0}", HelpName = "STATE" };
        var failed = new Option<bool>("--failed") { Description = "only those that fail, leave, or are stuck", Arity = ArgumentArity.Zero };
        var service = new Option<string>("--service") { Description = "only those of one service", HelpName = "NAME" };
        var command = new Command("sagas", "List how healthy each container is, and why it stands where it stands.") { state, failed, service };
        var (options, json) = Common(command);
        command.SetAction((parsed, cancel) => WithAsync(parsed, options, async health =>
        {
            var rows = await health.SagasAsync(new(parsed.GetValue(state), parsed.GetValue(failed), parsed.GetValue(service)), cancel);
            var writer = new ListingWriter(surroundings.Output, surroundings.Errors, surroundings.Terminal, surroundings.Time);
            if (parsed.GetValue(json)) writer.WriteJson(HealthListings.Sagas, rows);
            else writer.WriteTable(HealthListings.Sagas, rows);
            foreach (var freeze in await health.FreezesAsync(cancel)) surroundings.Errors.WriteLine($"frozen: {SafeText.Of(freeze)}");
        }, cancel));
        return command;
    }

    public Command Saga()
    {
        var container = new Argument<string>("container") { Description = "the container's name, or the beginning of its identifier", HelpName = "CONTAINER" };
        var order = new Argument<Order?>("order") { Description = "retry the step that is stuck, or release the container: it answers, and is not judged again in this run", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("saga", "Tell one container's story, or give an order by hand.") { container, order };
        var (options, json) = Common(command);
        command.SetAction((parsed, cancel) => WithAsync(parsed, options, async health =>
        {
            var id = await FindAsync(health, parsed.GetValue(container)!, cancel);
            if (parsed.GetValue(order) is { } given) await OrderAsync(health, id, given, cancel);
            var story = (await health.StoryAsync(id, cancel))!;
            var writer = new StoryWriter(surroundings.Output, surroundings.Terminal, surroundings.Time);
            if (parsed.GetValue(json)) writer.WriteJson(story);
            else writer.Write(story);
        }, cancel));
        return command;
    }

    private static async Task<string> FindAsync(IHealthReader health, string container, CancellationToken cancel) => await health.FindAsync(container, cancel) switch
    {
        [] => throw new CommandFailure($"no saga of a container '{container}': ./pipeline sagas lists them"),
        [var only] => only.ContainerId,

        // Of containers that had one name after each other the present one is meant.
        [var present, ..] found when !IsOver(present) && found.Skip(1).All(IsOver) => present.ContainerId,
        var several => throw new CommandFailure($"'{container}' may be {string.Join(", ", several.Select(one => $"{one.ContainerName} ({Listings.Short(one.ContainerId)})"))}: write more of the identifier"),
    };

    private static bool IsOver(SagaView saga) => saga.State == nameof(HealthState.Stopped);

    private static async Task OrderAsync(IHealthReader health, string id, Order order, CancellationToken cancel)
    {
        try
        {
            await health.OrderAsync(id, order is Order.Retry ? HealthTrigger.Retried : HealthTrigger.Released, cancel);
        }
        catch (InvalidOperationException meaningless)
        {
            throw new CommandFailure(meaningless.Message);
        }
    }

    private static (SettingOptions Options, Option<bool> Json) Common(Command command)
    {
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        command.Add(json);
        return (new SettingOptions(command, [SettingTable.Data, SettingTable.Database, SettingTable.Domain]), json);
    }

    private async Task<int> WithAsync(ParseResult parsed, SettingOptions options, Func<IHealthReader, Task> use, CancellationToken cancel)
    {
        var settings = options.Read(parsed, surroundings);
        await using var database = await DatabaseVisit.OpenAsync(settings, NullLogger.Instance, cancel);
        await use(parts.OpenHealth(settings, database.ConnectionString));
        return ExitCode.Done;
    }

    /// <summary>What a person may order.</summary>
    private enum Order
    {
        Retry,
        Release,
    }
}
