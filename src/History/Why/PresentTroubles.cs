using Pipeline.Core.Status;
using Pipeline.Core.Vocabulary;
using Pipeline.History.Events;
using Pipeline.History.Status;

namespace Pipeline.History.Why;

/// <summary>
/// Finds what is wrong now with the subject of an explanation, so that <c>why</c> tells the cause of whatever <c>status</c> names:
/// <code>
/// of a service, container or host      the troubles of that name
/// of a service                         and what keeps every name as it is
/// not                                  its records and claims: its own story tells them exactly
/// </code>
/// </summary>
internal static class PresentTroubles
{
    private static readonly HashSet<TroubleKind> OfEveryName =
    [
        TroubleKind.NobodyLeads, TroubleKind.FencedOff, TroubleKind.PassesFail, TroubleKind.PassesHang, TroubleKind.NothingHeard,
        TroubleKind.FactsLate,
    ];

    private static readonly HashSet<TroubleKind> ToldByItsStory =
        [TroubleKind.RecordMissing, TroubleKind.RecordEdited, TroubleKind.ForeignRecord, TroubleKind.ClaimRefused];

    public static IReadOnlyList<TroubleView> Find(Subject subject, StatusView status) =>
        [.. status.Troubles.Where(trouble => IsAbout(subject, Word.Parse<TroubleKind>(trouble.Kind), trouble.Subject))];

    private static bool IsAbout(Subject subject, TroubleKind kind, string about) =>
        (about == subject.Id && !ToldByItsStory.Contains(kind)) || (subject.Kind is SubjectKind.Service && OfEveryName.Contains(kind));
}
