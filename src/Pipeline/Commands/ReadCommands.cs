using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Rendering;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.History.Reading;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>The commands that list the services of a pipeline, running or stopped, and their instances.</summary>
internal sealed class ReadCommands(IParts parts, CommandEnvironment environment)
{
    public Command Services()
    {
        var command = new Command("services", "List the registered services.");
        var (options, json) = Common(command, SettingTable.AtNames);
        command.SetAction((parsed, cancel) => ListAsync(
            parsed, options, json, (registry, stop) => registry.ServicesAsync(stop), Listings.Services, cancel));
        return command;
    }

    public Command Instances()
    {
        var service = new Option<string>("--service") { Description = "only instances of one service", HelpName = "NAME" };
        var refused = new Option<bool>("--refused")
        {
            Description = "list refused claims instead, and what only looks like a claim, and why",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("instances", "List the instances of the services.") { service, refused };
        var (options, json) = Common(command);
        command.SetAction((parsed, cancel) => parsed.GetValue(refused)
            ? ListAsync(parsed, options, json, RefusalsAsync, Listings.Refusals, cancel)
            : ListAsync(
                parsed, options, json, (registry, stop) => registry.InstancesAsync(parsed.GetValue(service), stop), Listings.Instances,
                cancel));
        return command;

        async Task<IReadOnlyList<RefusalView>> RefusalsAsync(IRegistryReader registry, CancellationToken cancel) =>
            await registry.RefusalsAsync(cancel);
    }

    private static (SettingOptions Options, Option<bool> Json) Common(Command command, params IEnumerable<Setting> more)
    {
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        command.Add(json);
        return (new SettingOptions(command, [SettingTable.Data, SettingTable.Database, SettingTable.Domain, .. more]), json);
    }

    private async Task<int> ListAsync<T>(
        ParseResult parsed, SettingOptions options, Option<bool> json,
        Func<IRegistryReader, CancellationToken, Task<IReadOnlyList<T>>> read, Listing<T> listing, CancellationToken cancel)
    {
        var settings = options.Read(parsed, environment);
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        var rows = await read(parts.OpenRegistry(settings, database.ConnectionString), cancel);

        var writer = new ListingWriter(environment.Output, environment.Errors, environment.Terminal, environment.Time);
        if (parsed.GetValue(json)) writer.WriteJson(listing, rows);
        else writer.WriteTable(listing, rows);
        return ExitCode.Done;
    }
}
