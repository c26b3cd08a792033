using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Commands.Rendering;
using Pipeline.Core.Health;
using Pipeline.Core.Health.Backtesting;
using Pipeline.Databases;
using Pipeline.History.Backtest;
using Pipeline.History.Events;
using Pipeline.History.Reading;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>Runs recorded health events under another policy, and compares its ejections and stops with the recorded ones.</summary>
internal sealed class BacktestCommand(CommandEnvironment environment)
{
    /// <summary>Continues after the last event, so that ejections in progress finish.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromMinutes(1);

    public Command Create()
    {
        var policy = new Option<string>("--policy")
        {
            Description = "a JSON file with the thresholds and guards to try",
            HelpName = "FILE",
            Required = true,
        };
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "start at this moment [the first event]",
            HelpName = "TIME",
            CustomParser = new MomentParser(environment.Time).Parse,
        };
        var json = new Option<bool>("--json") { Description = "print JSON", Arity = ArgumentArity.Zero };
        var command = new Command(
            "backtest", "Run recorded health events under other thresholds and guards: "
            + "which containers would have been ejected, stopped or kept.")
        {
            policy, since, json,
        };
        var options = new SettingOptions(command, SettingTable.Backtest);
        command.SetAction((parsed, cancel) => RunAsync(
            options.Read(parsed, environment), parsed.GetValue(policy)!, parsed.GetValue(since), parsed.GetValue(json), cancel));
        return command;
    }

    private async Task<int> RunAsync(PipelineSettings settings, string file, DateTimeOffset? since, bool json, CancellationToken cancel)
    {
        var tried = (await ReadAsync(file, cancel)).Over(settings.Health with { Ttl = settings.Ttl }, settings.Governor);
        await using var database = await AttachedDatabase.OpenAsync(settings, NullLogger.Instance, cancel);
        await using var sagas = new PostgresSagas(database.ConnectionString);
        var history = sagas.History;
        await using var registry = new RegistryDatabase(database.ConnectionString, environment.Time);
        if (await registry.Retained.KeptSinceAsync(cancel) is { } kept && !(since >= kept))
        {
            // Of what is older, only where each container stood is kept.
            new RetentionNote(environment, registry.Retained).Write(kept);
            since = kept;
        }

        // The record shows whether the system could stop containers without an ECS task.
        var stops = false;
        var grace = TimeSpan.Zero;
        var (last, played) = (DateTimeOffset.MinValue, 0L);
        await foreach (var recorded in history.ReadAsync(new HealthQuestion(), cancel))
        {
            stops = stops || recorded.Happened is StopOrdered;
            if (recorded.Happened is RunWatched run && run.Grace > grace) grace = run.Grace;
        }

        var backtest = new BacktestRun(tried.Health with { StopsWithoutTask = stops }, tried.Governor);
        await foreach (var recorded in history.ReadAsync(new HealthQuestion(), cancel))
        {
            if (recorded.Happened is not HealthEvent happened) continue; // only a newer version knows what it means
            if (happened.At < since)
            {
                backtest.LoadPast(recorded.ContainerId, happened);
                continue;
            }

            backtest.Apply(recorded.ContainerId, happened);
            (last, played) = (happened.At, played + 1);
        }

        backtest.RunUntil(last + Aftermath);

        var view = ViewOf(played, backtest.Outcomes(), [.. Unknown(tried.Health, grace, stops)]);
        if (json) environment.Output.WriteLine(JsonSerializer.Serialize(view, OperatingJson.Default.BacktestView));
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
        yield return "only checks that changed something are recorded: between them, every check is assumed to repeat the last result";
        yield return "the record cannot show what a container would have done after it was stopped; such rows say so";
        yield return "assumes that records leave the zone in 1 s and containers stop in 10 s; "
            + "another path, interval or timeout of a check cannot be tried";
        if (policy.Grace < grace)
            yield return $"failures within the recorded grace period of {grace} were not recorded, "
                + $"so a shorter one of {policy.Grace} shows no more";
        if (!stops)
            yield return "the record contains no stop request: containers without an ECS task are assumed to be removed from DNS only";
    }

    private static BacktestView ViewOf(long events, IReadOnlyList<BacktestResult> outcomes, IReadOnlyList<string> unknown) => new(
        events, Count(outcomes.Select(one => one.Happened)), Count(outcomes.Select(one => one.Would)),
        [.. outcomes.Select(ViewOf)], unknown);

    private static BacktestedView ViewOf(BacktestResult one) =>
        new(one.ContainerId, one.Name, one.Host, one.Services, Of(one.Happened), Of(one.Would), one.IsUnknownAfterStop);

    private static FatesView Count(IEnumerable<HealthOutcome> fates)
    {
        var all = fates.ToList();
        return new(
            all.Count(fate => fate.CondemnedAt is not null), all.Count(fate => fate.IsStopped),
            all.Count(fate => fate.Spared is not null), all.Count(fate => fate.IsDoubted));
    }

    private static FateView Of(HealthOutcome fate) => new(fate.CondemnedAt, fate.StoppedAt, fate.Spared, fate.IsDoubted);

    private void Write(BacktestView view)
    {
        Line(string.Create(CultureInfo.InvariantCulture, $"{view.Events:N0} recorded events replayed"));
        Line($"recorded:  {Of(view.Happened)}");
        Line($"would be:  {Of(view.Would)}");
        foreach (var one in view.Containers)
        {
            Line($"  {one.ContainerName} ({Listings.Short(one.ContainerId)}) on {one.Host}, services {string.Join(", ", one.Services)}");
            Line($"      recorded:  {Of(one.Happened)}");
            Line($"      would be:  {Of(one.Would)}{(one.LostToView ? "; unknown after the recorded stop" : "")}");
        }

        foreach (var line in view.Unknown) environment.Errors.WriteLine($"note: {line}");
    }

    private static string Of(FatesView fates) =>
        $"{fates.Condemned} ejected, {fates.Stopped} stopped, {fates.Spared} ejections blocked, {fates.Doubted} never passed";

    private static string Of(FateView fate) => string.Join(", ", Words(fate)) is { Length: > 0 } words ? words : "nothing";

    private static IEnumerable<string> Words(FateView fate)
    {
        if (fate.CondemnedAt is { } condemned) yield return $"ejected {condemned:u}";
        if (fate.StoppedAt is { } stopped) yield return $"stopped {stopped:u}";
        if (fate.Spared is { } spared) yield return $"ejection blocked ({spared})";
        if (fate.Doubted) yield return "check never passed";
    }

    private void Line(string text) => environment.Output.WriteLine(SafeText.Line(text));
}
