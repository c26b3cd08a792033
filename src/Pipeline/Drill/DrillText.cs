using System.Net;
using Pipeline.Drill.Incidents;
using Pipeline.History.Reading;
using Pipeline.History.Status;
using Pipeline.History.Words;

namespace Pipeline.Drill;

/// <summary>What a drill says.</summary>
internal sealed class DrillText(TextWriter output)
{
    public void WriteScene(DrillRun run, string console, IPEndPoint dns) => Write($"""
        drill {run.Id}: a simulated pipeline of 3 hosts. In another terminal:

          export Pipeline__Data={run.Directory} Pipeline__Domain={run.Domain}
          ./pipeline status
          dig @{dns.Address} -p {dns.Port} SRV calc.{run.Domain} +short

        Its console: {console}
        Only the console sees the zone itself; ./pipeline status believes what was written to it.

        """);

    public void WriteSymptom(Incident incident, bool isSomebodyThere, bool reveal)
    {
        Write($"""
            A user reports: {incident.Reported}

            """);
        if (reveal) WriteCause(incident, isSomebodyThere);
        else if (isSomebodyThere)
            Write("Find the cause: ./pipeline status, ./pipeline why NAME, the console. Enter tells it, Ctrl-C ends the drill.");
    }

    public void WriteTrouble(TroubleView trouble) => Write($"""
        Status: {Glossary.Troubles.Show(trouble.Kind)}: {SafeText.Line(trouble.Subject)}
          cause  {SafeText.Line(trouble.Cause)}
          next   {SafeText.Line(trouble.Next)}

        """);

    public void WriteCause(Incident incident, bool asks)
    {
        Write($"""
            Cause: {incident.Cause}
            Remedy: {incident.Remedy}

            """);
        if (asks) Write("Enter has the drill mend it.");
    }

    public void WriteMending() => Write("Mended; waiting until all is right.");

    public void WriteEnd(TimeSpan? seen, TimeSpan over) => Write(
        $"All is right again after {Describe(over)}; "
        + (seen is { } after ? $"the status had it after {Describe(after)}." : "it was over before the status had it."));

    /// <summary>The incidents that can be played, each with its symptom.</summary>
    public void WriteChoices(IReadOnlyList<DrillChoice> choices)
    {
        var width = choices.Max(choice => choice.Name.Length);
        foreach (var choice in choices) Write($"{choice.Name.PadRight(width)}  {choice.Reported}");
    }

    private static string Describe(TimeSpan time) => Age.Of(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch + time);

    private void Write(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
