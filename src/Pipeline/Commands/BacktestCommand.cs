using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Rendering;
using Pipeline.Core.Health;
using Pipeline.Core.Health.Rehearsing;
using Pipeline.Databases;
using Pipeline.History.Backtest;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.Settings;

namespace Pipeline.Commands;

/// <summary>Runs what was recorded of containers' health under another policy, and says what would have become of them beside what did.</summary>
internal sealed class BacktestCommand(Surroundings surroundings)
{
    /// <summary>What was begun at the end of the record is played on for so long.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromMinutes(1);

    public Command Create()
    {
        var policy = new Option<string>("--policy") { Description = "a JSON file with the thresholds and bounds to try", HelpName = "FILE", Required = true };
        var since = new Option<DateTimeOffset?>("--since") { Description = "try it from this moment on [from the beginning]", HelpName = "TIME", CustomParser = Moments.Read };
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var command = new Command("backtest", "Try other thresholds and bounds of health on what was recorded: who would have been condemned, stopped, spared.") { policy, since, json };
        var options = new SettingOptions(command, SettingTable.Backtest);
        command.SetAction((parsed, cancel) => RunAsync(options.Read(parsed, surroundings), parsed.GetValue(policy)!, parsed.GetValue(since), parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, string file, DateTimeOffset? since, bool json, CancellationToken cancel)
    {
        var tried = (await ReadAsync(file, cancel)).Over(settings.Health with { Ttl = settings.Ttl }, settings.Governor);
        await using var database = await DatabaseVisit.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var history = HealthHistory.Open(database.ConnectionString);

        // Whether this system could stop what belongs to no task, the record shows.
        var stops = false;
        var grace = TimeSpan.Zero;
        var (last, played) = (DateTimeOffset.MinValue, 0L);
        await foreach (var recorded in history.ReadAsync(new HealthQuestion(), cancel))
            (stops, grace) = (stops || recorded.Happened is StopOrdered, recorded.Happened is RunWatched run && run.Grace > grace ? run.Grace : grace);
        var rehearsal = new Rehearsal(tried.Health with { StopsWithoutTask = stops }, tried.Governor);
        await foreach (var recorded in history.ReadAsync(new HealthQuestion(), cancel))
        {
            if (recorded.Happened is not HealthEvent happened) continue; // only a newer version knows what it means
            if (happened.At < since)
            {
                rehearsal.Know(recorded.ContainerId, happened);
                continue;
            }

            rehearsal.Play(recorded.ContainerId, happened);
            (last, played) = (happened.At, played + 1);
        }

        rehearsal.PlayUntil(last + Aftermath);

        var view = ViewOf(played, rehearsal.Outcomes(), [.. Unknown(tried.Health, grace, stops)]);
        if (json) surroundings.Output.WriteLine(JsonSerializer.Serialize(view, OperatingJson.Default.BacktestView));
        else Write(view);
        return ExitCode.Done;
    }

    private static async Task<BacktestPolicy> ReadAsync(string file, CancellationToken cancel)
    {
        try
        {
            return await BacktestPolicy.ReadAsync(file, cancel);
        }
        catch (PolicyUnreadableException unreadable)
        {
            throw new CommandFailure(unreadable.Message, ExitCode.Usage);
        }
    }

    private static IEnumerable<string> Unknown(HealthPolicy policy, TimeSpan grace, bool stops)
    {
        yield return "only what mattered is recorded, not every look: where the record is silent, each look is taken to have found what the last one found";
        yield return "what a container would have done after the recorded system stopped it, nobody knows; such rows say so";
        yield return "records are taken to leave the zone in 1 s and containers to stop in 10 s; another path, interval or timeout of the check cannot be tried";
        if (policy.Grace < grace) yield return $"failures within the recorded grace of {grace} were never told, so the shorter one of {policy.Grace} shows no more of them";
        if (!stops) yield return "nothing was ever ordered to stop in this record: containers of no task are taken to be withdrawn only";
    }

    private static BacktestView ViewOf(long events, IReadOnlyList<Rehearsed> outcomes, IReadOnlyList<string> unknown) => new(
        events, Count(outcomes.Select(one => one.Happened)), Count(outcomes.Select(one => one.Would)),
        [.. outcomes.Select(one => new BacktestedView(one.ContainerId, one.Name, one.Host, one.Services, Of(one.Happened), Of(one.Would), one.IsLostToView))], unknown);

    private static FatesView Count(IEnumerable<Fate> fates)
    {
        var all = fates.ToList();
        return new(all.Count(fate => fate.CondemnedAt is not null), all.Count(fate => fate.IsStopped), all.Count(fate => fate.Spared is not null), all.Count(fate => fate.IsDoubted));
    }

    private static FateView Of(Fate fate) => new(fate.CondemnedAt, fate.StoppedAt, fate.Spared, fate.IsDoubted);

    private void Write(BacktestView view)
    {
        Line(string.Create(CultureInfo.InvariantCulture, $"{view.Events:N0} recorded events played"));
        Line($"happened:  {Of(view.Happened)}");
        Line($"would be:  {Of(view.Would)}");
        foreach (var one in view.Containers)
        {
            Line($"  {one.ContainerName} ({Listings.Short(one.ContainerId)}) on {one.Host}, serves {string.Join(", ", one.Services)}");
            Line($"      happened:  {Of(one.Happened)}");
            Line($"      would be:  {Of(one.Would)}{(one.LostToView ? "; then it was stopped, and what would have followed is not known" : "")}");
        }

        foreach (var line in view.Unknown) surroundings.Errors.WriteLine($"note: {line}");
    }

    private static string Of(FatesView fates) => $"{fates.Condemned} condemned, {fates.Stopped} stopped, {fates.Spared} spared, {fates.Doubted} doubted";

    private static string Of(FateView fate) => string.Join(", ", Words(fate)) is { Length: > 0 } words ? words : "nothing";

    private static IEnumerable<string> Words(FateView fate)
    {
        if (fate.CondemnedAt is { } condemned) yield return $"condemned {condemned:u}";
        if (fate.StoppedAt is { } stopped) yield return $"stopped {stopped:u}";
        if (fate.Spared is { } spared) yield return $"spared ({spared})";
        if (fate.Doubted) yield return "doubted";
    }

    private void Line(string text) => surroundings.Output.WriteLine(SafeText.Line(text));
}
