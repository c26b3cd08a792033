using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Lists;
using Pipeline.Commands.Rendering;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>The commands that list the services of a pipeline, running or stopped, and their instances.</summary>
internal sealed class ReadCommands(IParts parts, CommandEnvironment environment)
{
    public Command Services()
    {
        var command = new Command(
            "services", "List the services: what is registered, what of it the zone holds now, and what passes its checks.");
        var list = new ListOptions(command, Listings.Services.Filters.Select(filter => filter.Option));
        var options = new SettingOptions(command, SettingTable.Planning);
        command.SetAction((parsed, cancel) => ListAsync(
            parsed, options, list, Listings.Services, parts.OpenServices, (services, stop) => services.ReadAsync(stop), cancel));
        return command;
    }

    public Command Instances()
    {
        var refused = new Option<bool>("--refused")
        {
            Description = "list refused claims instead, and what only looks like a claim, and why",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("instances", "List the instances of the services.") { refused };
        var list = new ListOptions(command, Listings.Instances.Filters.Select(filter => filter.Option));
        var options = new SettingOptions(command, SettingTable.Reading);
        command.SetAction((parsed, cancel) => parsed.GetValue(refused)
            ? ListAsync(
                parsed, options, list, Listings.Refusals, parts.OpenRegistry, (registry, stop) => registry.RefusalsAsync(stop), cancel)
            : ListAsync(
                parsed, options, list, Listings.Instances, parts.OpenRegistry,
                (registry, stop) => registry.InstancesAsync(service: null, stop), cancel));
        return command;
    }

    private async Task<int> ListAsync<TReader, T>(
        ParseResult parsed, SettingOptions options, ListOptions list, Listing<T> listing, Func<PipelineSettings, string, TReader> open,
        Func<TReader, CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancel)
    {
        var settings = options.Read(parsed, environment);
        var choice = list.Read(parsed, listing);
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        var reader = open(settings, database.ConnectionString);
        return await new ListRun<T>(listing, choice, environment).RunAsync(stop => read(reader, stop), cancel);
    }
}
