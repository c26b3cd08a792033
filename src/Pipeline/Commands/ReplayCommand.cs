using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Databases;
using Pipeline.History.Planning;
using Pipeline.History.Replay;
using Pipeline.Settings;

namespace Pipeline.Commands;

/// <summary>Makes the registry's documents anew from the events, and then has the zone follow by exactly the differences.</summary>
internal sealed class ReplayCommand(Surroundings surroundings)
{
    private const double UsualShare = 0.3;

    private static readonly TimeSpan LeaderWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Option<bool> dry = new("--dry-run") { Description = "show what it would do, and do nothing", Arity = ArgumentArity.Zero };
    private readonly Option<DateTimeOffset?> asOf = new("--as-of") { Description = "plan for this moment of the past, 2026-01-31T12:00:00Z; applying it asks first", HelpName = "TIME", CustomParser = Moments.Read };
    private readonly Option<string?> zone = new("--zone") { Description = "a zone other than the one that is kept: into it the registry is written", HelpName = "ID" };
    private readonly Option<bool> yes = new("--yes") { Description = "do not ask", Arity = ArgumentArity.Zero };
    private readonly Option<double> share = new("--max-deletes")
    {
        Description = "refuse a plan that takes away more than this share of what the zone answers [0.3]",
        HelpName = "SHARE",
        DefaultValueFactory = _ => UsualShare,
        CustomParser = Shares.Read,
    };

    public Command Create()
    {
        var command = new Command("replay", "Rebuild the registry from its events, then the zone by exactly the differences.") { dry, asOf, zone, yes, share };
        var options = new SettingOptions(command, SettingTable.Planning);
        command.SetAction((parsed, cancel) => ToldAsync(() => RunAsync(
            options.Read(parsed, surroundings),
            new(parsed.GetValue(dry), parsed.GetValue(asOf), parsed.GetValue(zone), parsed.GetValue(yes), parsed.GetValue(share)), cancel)));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, Wish wish, CancellationToken cancel)
    {
        await using var database = await DatabaseVisit.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var desk = new PlanningDesk(PlanCommand.ProjectorOf(settings, database.ConnectionString), PlanCommand.BudgetOf(settings), surroundings.Time);
        var target = await ZoneChoice.OpenAsync(settings, wish.Zone, await desk.ZonesAsync(cancel), surroundings.Time, cancel);

        // A past moment says what the zone shall hold; the registry itself stays in the present.
        var past = wish.Dry || wish.AsOf is not null ? await Progress().RunAsync("folding", progress => desk.FoldAsync(wish.AsOf, progress, cancel)) : null;
        if (past is null) Tell(await Progress().RunAsync("rebuilding", progress => desk.RebuildAsync(progress, cancel)));

        var planner = desk.Planner(target, past);
        var plan = await planner.PlanAsync(cancel);
        new PlanWriter(surroundings.Output, surroundings.Errors).Write(plan);
        if (wish.Dry || plan.IsEmpty) return ExitCode.Done;

        Guard(plan, wish);
        if (wish.AsOf is { } moment && !wish.Yes) Confirm(moment, plan);
        switch (await desk.ApplyAsync(target, past, cancel))
        {
            case ZoneReplayed.AtNextStart:
                surroundings.Output.WriteLine("no pipeline runs on this data: the next ./pipeline up begins with these changes");
                return ExitCode.Done;
            case ZoneReplayed.LeaderAsked:
                surroundings.Errors.WriteLine($"the leader of zone {target.Id} was asked to carry it out");
                return Left(await LeaderFollowsAsync(planner, cancel));
            default:
                return Left(await planner.PlanAsync(cancel));
        }
    }

    private ReplayProgressBar Progress() => new(surroundings);

    private void Tell(RebuildProgress done)
    {
        if (done.Resumed is { } stream) surroundings.Errors.WriteLine($"went on behind {SafeText(stream)}, where an earlier replay had ended");
        surroundings.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"registry: {done.Events:N0} events folded, {done.Replaced:N0} documents were not what their events say and were replaced"));
        TellKept(done);
    }

    private void TellKept(RebuildProgress done)
    {
        if (done.Kept > 0) surroundings.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"registry: {done.Kept:N0} documents were left as they are: a newer version wrote events of theirs that this one does not know"));
    }

    private static string SafeText(string text) => History.Reading.SafeText.Of(text);

    /// <summary>A source of truth that is broken must not take the zone with it.</summary>
    private static void Guard(PlanView plan, Wish wish)
    {
        if (plan.Lost <= wish.Share) return;
        throw new CommandFailure(string.Create(CultureInfo.InvariantCulture,
            $"refused: {plan.Lost:0.#%} of what zone {plan.Zone} answers would be gone, and --max-deletes is {wish.Share:0.##}; look at it with --dry-run, and raise --max-deletes if it is right"));
    }

    private void Confirm(DateTimeOffset moment, PlanView plan)
    {
        if (surroundings.Keyboard is not { } keyboard)
            throw new CommandFailure($"refused: nobody is asked here whether zone {plan.Zone} shall be as of {moment:u}; say --yes", ExitCode.Usage);
        surroundings.Errors.Write($"make zone {plan.Zone} what it should have been at {moment:u}? [y/N] ");
        if (keyboard.ReadLine()?.Trim() is not ("y" or "Y" or "yes")) throw new CommandFailure("nothing was changed");
    }

    private async Task<PlanView> LeaderFollowsAsync(IZonePlanner planner, CancellationToken cancel)
    {
        var began = surroundings.Time.GetTimestamp();
        while (true)
        {
            var plan = await planner.PlanAsync(cancel);
            if (plan.IsEmpty || surroundings.Time.GetElapsedTime(began) > LeaderWithin) return plan;
            await Task.Delay(LookAgainAfter, surroundings.Time, cancel);
        }
    }

    private int Left(PlanView plan)
    {
        if (plan.IsEmpty)
        {
            surroundings.Output.WriteLine($"done: zone {plan.Zone} is as it shall be");
            return ExitCode.Done;
        }

        surroundings.Errors.WriteLine($"{plan.Changes.Count} changes are left: ./pipeline plan shows them");
        return ExitCode.Failed;
    }

    private static async Task<int> ToldAsync(Func<Task<int>> run)
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

    /// <summary>What the command was asked for.</summary>
    private sealed record Wish(bool Dry, DateTimeOffset? AsOf, string? Zone, bool Yes, double Share);
}
