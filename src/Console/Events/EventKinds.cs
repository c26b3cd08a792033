using Pipeline.History.Events;
using Pipeline.History.Words;

namespace Pipeline.Console.Events;

/// <summary>The kinds of events, in the words that people see.</summary>
internal static class EventKinds
{
    /// <summary>The kinds that somebody may look for, by room.</summary>
    public static readonly IReadOnlyList<(string Room, IReadOnlyList<Term> Kinds)> All =
    [
        ("registry: containers", [.. Glossary.ContainerEvents.Terms.Select(Shorten)]), ("registry: hosts", Glossary.HostEvents.Terms),
        ("registry: names", Glossary.NameEvents.Terms), ("zone", Glossary.ZoneEvents.Terms),
        ("health", [.. Glossary.HealthEvents.Terms.Where(term => term.Shown is not "–").Select(Shorten)]),
    ];

    private static readonly Dictionary<string, Term> ByStored = All.SelectMany(room => room.Kinds).ToDictionary(term => term.Stored);

    private static readonly HashSet<string> Troubles =
    [
        "HostSuspected", "HostFoundMute", "HostLost", "ClaimRefused", "ChangeRefused", "RecordFound", "RunOrphaned", "InstanceWithheld",
    ];

    public static Term Of(EventView view) => Find(view.Kind) ?? new(view.Kind, view.Kind, "A newer version stored this word.");

    public static Term? Find(string? stored) => stored is null ? null : ByStored.GetValueOrDefault(stored);

    public static bool IsTrouble(EventView view) => Troubles.Contains(view.Kind);

    /// <summary>What a health event says differs with its content; a list of kinds has one word for all.</summary>
    private static Term Shorten(Term term) => term.Stored switch
    {
        "StateChanged" => term with { Shown = "state changed" },
        "CauseChanged" => term with { Shown = "cause changed" },
        "ProbeHeard" => term with { Shown = "checked" },
        "VerdictPassed" or "VerdictReached" => term with { Shown = "health decision" },
        "VerdictTaken" => term with { Shown = "decision applied" },
        "StopOrdered" => term with { Shown = "stop requested" },
        "StopAnswered" => term with { Shown = "stop answered" },
        _ => term,
    };
}
