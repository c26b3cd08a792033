using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Databases;
using Pipeline.History;
using Pipeline.History.Planning;
using Pipeline.History.Replay;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Rebuilds the registry from its events, then brings the zone in line by the exact differences.</summary>
internal sealed class ReplayCommand(CommandEnvironment environment)
{
    private const double DefaultShare = 0.3;

    private static readonly TimeSpan LeaderTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly Option<bool> dry =
        new("--dry-run") { Description = "show what would change; change nothing", Arity = ArgumentArity.Zero };
    private readonly Option<DateTimeOffset?> asOf = new("--as-of")
    {
        Description = "plan for this moment in the past, 2026-01-31T12:00:00Z; asks before applying it",
        HelpName = "TIME",
    };
    private readonly Option<string?> zone = new("--zone")
    {
        Description = "write the registry to this zone instead of the one that the leader keeps",
        HelpName = "ID",
    };
    private readonly Option<bool> yes = new("--yes") { Description = "apply --as-of without asking", Arity = ArgumentArity.Zero };
    private readonly Option<double> share = new("--max-deletes")
    {
        Description = "refuse a plan that removes more than this share of the zone's answers [0.3]",
        HelpName = "SHARE",
        DefaultValueFactory = _ => DefaultShare,
        CustomParser = ShareParser.Parse,
    };

    private readonly Option<bool> code = new("--exit-code")
    {
        Description = $"end with {ExitCode.PlanNotEmpty} where --dry-run finds something to change",
        Arity = ArgumentArity.Zero,
    };

    public Command Create()
    {
        asOf.CustomParser = new MomentParser(environment.Time).Parse;
        var command = new Command(
            "replay",
            "Rebuild the registry from its events, then bring the zone in line by the exact differences.")
        {
            dry, asOf, zone, yes, share, code,
        };
        var options = new SettingOptions(command, SettingTable.Planning);
        command.SetAction((parsed, cancel) => RefusalsAsFailuresAsync(() => RunAsync(
            options.Read(parsed, environment),
            new(
                parsed.GetValue(dry), parsed.GetValue(asOf), parsed.GetValue(zone), parsed.GetValue(yes), parsed.GetValue(share),
                parsed.GetValue(code)),
            cancel)));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, Request request, CancellationToken cancel)
    {
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var registry = new RegistryDatabase(database.ConnectionString, environment.Time);
        if (!request.Dry) await database.DemandSchemaAsync(environment.Time, cancel);
        if (await registry.Retained.KeptSinceAsync(cancel) is { } kept && request.AsOf < kept)
            throw new CommandFailure($"{RetentionNote.Describe(kept)}: the registry of {request.AsOf:u} is not known any more");
        var desk = registry.Desk(settings.Projector(), settings.Route53Budget);
        var target = await ZoneChoice.OpenAsync(settings, request.Zone, await desk.ZonesAsync(cancel), environment.Time, cancel);

        // A past moment determines the zone only; the registry keeps its present state.
        var past = request.Dry || request.AsOf is not null
            ? await ProgressBar.RunAsync("folding", progress => desk.FoldAsync(request.AsOf, progress, cancel))
            : null;
        if (past is null) WriteRebuilt(await ProgressBar.RunAsync("rebuilding", progress => desk.RebuildAsync(progress, cancel)));

        var planner = desk.Planner(target, past);
        var plan = await planner.PlanAsync(cancel);
        new PlanWriter(environment.Output, environment.Errors).Write(plan);
        if (request.Dry && request.Code && !plan.IsEmpty) return ExitCode.PlanNotEmpty;
        if (request.Dry || plan.IsEmpty) return ExitCode.Done;

        RefuseLargeLoss(plan, request);
        if (request.AsOf is { } moment && !request.Yes) Confirm(moment, plan);
        var replayed = await desk.ApplyAsync(target, past, cancel);
        if (replayed == ZoneReplayed.LeaderAsked)
        {
            environment.Errors.WriteLine($"asked the leader of zone {target.Id} to apply the plan");
            replayed = await WaitForLeaderAsync(desk, target, planner, cancel);
        }

        if (replayed != ZoneReplayed.AtNextStart) return Finish(await planner.PlanAsync(cancel));
        environment.Output.WriteLine("no pipeline runs on this data: the next ./pipeline up will make these changes");
        return ExitCode.Done;
    }

    private ReplayProgressBar ProgressBar => new(environment);

    private void WriteRebuilt(RebuildProgress done)
    {
        if (done.Resumed is { } stream) environment.Errors.WriteLine(
            $"continued after {SafeText(stream)}, where an earlier replay stopped");
        environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"registry: {done.Events:N0} events folded, {done.Replaced:N0} documents differed from their events and were replaced"));
        if (done.Kept > 0) environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"registry: {done.Kept:N0} documents left as they are: a newer version wrote events of theirs that this one does not know"));
    }

    private static string SafeText(string text) => History.Reading.SafeText.Of(text);

    /// <summary>Protects the zone from a damaged event store.</summary>
    private static void RefuseLargeLoss(PlanView plan, Request request)
    {
        if (plan.Lost <= request.Share) return;
        throw new CommandFailure(string.Create(CultureInfo.InvariantCulture,
            $"refused: the plan removes {plan.Lost:0.#%} of zone {plan.Zone}'s answers, more than --max-deletes {request.Share:0.##}; ")
            + "check it with --dry-run, and raise --max-deletes if it is right");
    }

    private void Confirm(DateTimeOffset moment, PlanView plan)
    {
        if (environment.Keyboard is not { } keyboard)
            throw new CommandFailure(
                $"refused: cannot ask whether to set zone {plan.Zone} to its state of {moment:u}; confirm with --yes", ExitCode.Usage);
        environment.Errors.Write($"set zone {plan.Zone} to its state of {moment:u}? [y/N] ");
        if (keyboard.ReadLine()?.Trim() is not ("y" or "Y" or "yes")) throw new CommandFailure("not confirmed: nothing was changed");
    }

    /// <summary>Waits until the plan is empty, or the leader turns out to have died and this process has taken its place.</summary>
    private async Task<ZoneReplayed> WaitForLeaderAsync(
        PlanningDesk desk, PlannedZone target, IZonePlanner planner, CancellationToken cancel)
    {
        var began = environment.Time.GetTimestamp();
        while (environment.Time.GetElapsedTime(began) <= LeaderTimeout && !(await planner.PlanAsync(cancel)).IsEmpty)
        {
            await Task.Delay(PollInterval, environment.Time, cancel);
            if (await desk.ApplyUnledAsync(target, cancel) is { } done) return done;
        }

        return ZoneReplayed.LeaderAsked;
    }

    private int Finish(PlanView plan)
    {
        if (plan.IsEmpty)
        {
            environment.Output.WriteLine($"done: zone {plan.Zone} is as desired");
            return ExitCode.Done;
        }

        environment.Errors.WriteLine($"{plan.Changes.Count} changes remain: ./pipeline plan shows them");
        return ExitCode.Failed;
    }

    private static async Task<int> RefusalsAsFailuresAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (ReplayRefusedException refusal)
        {
            throw new CommandFailure($"refused: {refusal.Message}");
        }
    }

    /// <summary>The command's options.</summary>
    private sealed record Request(bool Dry, DateTimeOffset? AsOf, string? Zone, bool Yes, double Share, bool Code);
}
