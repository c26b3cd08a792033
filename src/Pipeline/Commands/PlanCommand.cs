using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Databases;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Settings;
using Pipeline.Store;

namespace Pipeline.Commands;

/// <summary>Shows what would change in the zone, and why. Nothing is changed.</summary>
internal sealed class PlanCommand(Surroundings surroundings)
{
    public Command Create()
    {
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var command = new Command("plan", "Show what would change in the zone, why, and what it costs. Nothing is changed.") { json };
        var options = new SettingOptions(command, SettingTable.Planning);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, surroundings), parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, bool json, CancellationToken cancel)
    {
        await using var database = await DatabaseVisit.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, surroundings.Time);
        var desk = registry.Desk(ProjectorOf(settings), BudgetOf(settings));
        var zone = await ZoneChoice.OpenAsync(settings, null, await desk.ZonesAsync(cancel), surroundings.Time, cancel);
        var plan = await desk.Planner(zone).PlanAsync(cancel);
        var writer = new PlanWriter(surroundings.Output, surroundings.Errors);
        if (json) writer.WriteJson(plan);
        else writer.Write(plan);
        return ExitCode.Done;
    }

    internal static ProjectorSettings ProjectorOf(PipelineSettings settings) =>
        new() { Domain = settings.Domain, Ttl = settings.Ttl, Layout = settings.Layout };

    internal static Route53Budget BudgetOf(PipelineSettings settings) => new(settings.Route53Requests, settings.Route53Changes);
}
