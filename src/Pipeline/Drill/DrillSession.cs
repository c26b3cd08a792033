using Pipeline.Core.Vocabulary;
using Pipeline.Drill.Incidents;
using Pipeline.Drill.Scene;
using Pipeline.History.Status;

namespace Pipeline.Drill;

/// <summary>
/// Plays one incident. A person is told the symptom, and at each Enter one thing more: the cause, then the end. Where nobody is there, it
/// goes on by itself once the status says what is wrong.
/// </summary>
internal sealed class DrillSession(
    Incident incident, DrillScene scene, StatusWatch status, Trainee trainee, DrillText text, bool reveal)
{
    public async Task<DrillReport> PlayAsync(CancellationToken cancel)
    {
        scene.Fleet.Start();
        try
        {
            await status.IsCalmAsync(DrillFleet.ContainerCount, cancel);
            return await PlayIncidentAsync(cancel);
        }
        finally
        {
            await scene.Fleet.StopAsync();
        }
    }

    private async Task<DrillReport> PlayIncidentAsync(CancellationToken cancel)
    {
        var begun = scene.Time.GetTimestamp();
        var mend = await incident.BringAbout(scene);
        var isMended = false;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var seeing = SeeAsync(begun, ended.Token);
        try
        {
            text.WriteSymptom(incident, trainee.IsThere, reveal);
            if (!await IsMendedByTraineeAsync(seeing, ended.Token))
            {
                text.WriteMending();
                await mend();
                isMended = true;
            }

            await status.IsRightAsync(StatusWatch.LongestWait, cancel);
            var over = scene.Time.GetElapsedTime(begun);
            var seen = seeing.IsCompletedSuccessfully ? await seeing : null;
            text.WriteEnd(seen?.After, over);
            return new(
                incident.Name, incident.Reported, incident.Cause, incident.Remedy, Word.Format(incident.Trouble), seen?.Trouble.Subject,
                Round(seen?.After), Math.Round(over.TotalSeconds, 1));
        }
        finally
        {
            // What the trainee mended by hand may still be disturbed; a pipeline that is broken cannot be stopped cleanly.
            if (!isMended) await mend();
            await ended.CancelAsync();
            await ((Task)seeing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Leads the trainee through the incident.</summary>
    /// <returns>Whether it is over without the drill's doing.</returns>
    private async Task<bool> IsMendedByTraineeAsync(Task<Sighting> seeing, CancellationToken cancel)
    {
        if (!trainee.IsThere)
        {
            text.WriteTrouble((await seeing).Trouble);
            if (!reveal) text.WriteCause(incident, asks: false);
            return false;
        }

        var mended = IsRightAgainAsync(seeing, cancel);
        if (!reveal)
        {
            if (await IsBeforeEnterAsync(mended, cancel)) return true;
            text.WriteCause(incident, asks: true);
        }

        return await IsBeforeEnterAsync(mended, cancel);
    }

    private async Task<bool> IsBeforeEnterAsync(Task mended, CancellationToken cancel)
    {
        var entered = trainee.EnterAsync(cancel);
        var first = await Task.WhenAny(entered, mended);
        await first;
        return first == mended;
    }

    private async Task IsRightAgainAsync(Task<Sighting> seeing, CancellationToken cancel)
    {
        await seeing;
        if (incident.PassesByItself) await Task.Delay(Timeout.InfiniteTimeSpan, scene.Time, cancel);
        await status.IsRightAsync(Timeout.InfiniteTimeSpan, cancel);
    }

    private async Task<Sighting> SeeAsync(long begun, CancellationToken cancel)
    {
        var trouble = await status.HasAsync(Word.Format(incident.Trouble), cancel);
        return new(trouble, scene.Time.GetElapsedTime(begun));
    }

    private static double? Round(TimeSpan? time) => time is { } some ? Math.Round(some.TotalSeconds, 1) : null;

    private sealed record Sighting(TroubleView Trouble, TimeSpan After);
}
