using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Shows what a pass would change in the zone, and why; changes nothing.</summary>
internal sealed class PlanCommand(CommandEnvironment environment)
{
    public Command Create()
    {
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var code = new Option<bool>("--exit-code")
        {
            Description = $"end with {ExitCode.PlanNotEmpty} where something would change",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("plan", "Show what would change in the zone, why, and what it costs. Changes nothing.") { json, code };
        var options = new SettingOptions(command, SettingTable.Planning);
        command.SetAction((parsed, cancel) => RunAsync(
            options.Read(parsed, environment), parsed.GetValue(json), parsed.GetValue(code), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, bool json, bool code, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, environment.Time);
        var desk = registry.Desk(settings.Projector(), settings.Route53Budget);
        var zone = await ZoneChoice.OpenAsync(settings, null, await desk.ZonesAsync(cancel), environment.Time, cancel);
        var plan = await desk.Planner(zone).PlanAsync(cancel);
        if (await desk.DescribeLeaderAsync(zone.Id, cancel) is { } leader) environment.Errors.WriteLine($"zone {zone.Id}: {leader}");
        var writer = new PlanWriter(environment.Output, environment.Errors);
        if (json) writer.WriteJson(plan);
        else writer.Write(plan);
        return code && !plan.IsEmpty ? ExitCode.PlanNotEmpty : ExitCode.Done;
    }
}
