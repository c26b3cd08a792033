using System.Text.Json;
using Pipeline.Core.Dns;
using Pipeline.Core.Registration;

namespace Pipeline.Projector.Registry;

/// <summary>What a writer of the registry says that changed, and the traces that led there.</summary>
/// <param name="Traces">
/// The newest traces, each by the span that led there (<see cref="TraceParent"/>), by the names of services and hosts; empty if too much
/// changed at once.
/// </param>
/// <param name="Stated">When the oldest statement behind it was made, by the clock of who made it; null where nobody made one.</param>
public sealed record ChangeNotice(ZoneScope Scope, IReadOnlyDictionary<string, string[]> Traces, DateTimeOffset? Stated = null)
{
    /// <summary>How many traces are kept of one name: a batch may have hundreds.</summary>
    private const int TracesOfOne = 4;

    public static readonly IReadOnlyDictionary<string, string[]> NoTraces = new Dictionary<string, string[]>();

    public static readonly ChangeNotice All = new(ZoneScope.All, NoTraces);

    /// <summary>What some decisions change, each under its trace and at its time.</summary>
    public static ChangeNotice OfDecisions(
        IReadOnlyCollection<(IEnumerable<RegistryEvent> Events, string? Parent, DateTimeOffset? Stated)> decisions)
    {
        var traces = new Dictionary<string, List<string>>();
        DateTimeOffset? oldest = null;
        foreach (var (events, parent, stated) in decisions)
        {
            var one = ZoneScope.FromEvents(events);
            if (one.IsNothing) continue;
            if (stated < (oldest ?? DateTimeOffset.MaxValue)) oldest = stated;
            if (parent is null) continue;
            foreach (var name in one.Services.Concat(one.Hosts))
            {
                if (!traces.TryGetValue(name, out var known)) traces[name] = known = [];
                known.Add(parent);
            }
        }

        return new ChangeNotice(
            ZoneScope.FromEvents(decisions.SelectMany(decision => decision.Events)),
            traces.ToDictionary(name => name.Key, name => Newest(name.Value)),
            oldest);
    }

    public static IReadOnlyDictionary<string, string[]> Merge(
        IReadOnlyDictionary<string, string[]> older, IReadOnlyDictionary<string, string[]> newer)
    {
        if (older.Count == 0 || newer.Count == 0) return older.Count == 0 ? newer : older;
        var merged = older.ToDictionary();
        foreach (var (name, traces) in newer)
            merged[name] = Newest([.. merged.GetValueOrDefault(name, []), .. traces]);
        return merged;
    }

    /// <summary>Serializes to at most so many characters; drops older traces first, then all traces, then the scope.</summary>
    public string Write(int atMost) =>
        JsonSerializer.Serialize(this) is var whole && whole.Length <= atMost ? whole
        : JsonSerializer.Serialize(WithNewestTraces()) is var less && less.Length <= atMost ? less
        : JsonSerializer.Serialize(this with { Traces = NoTraces }) is var bare && bare.Length <= atMost ? bare
        : JsonSerializer.Serialize(All);

    private ChangeNotice WithNewestTraces() =>
        this with { Traces = Traces.ToDictionary(name => name.Key, name => name.Value[^1..]) };

    /// <summary>A notice that cannot be read means that everything changed.</summary>
    public static ChangeNotice Read(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<ChangeNotice>(payload) is { Scope: not null, Traces: not null } notice ? notice : All;
        }
        catch (JsonException)
        {
            return All;
        }
    }

    /// <summary>Each trace once, by the span that led there first.</summary>
    private static string[] Newest(IReadOnlyList<string> traces) =>
        traces is [var one] ? [one] : [.. traces.DistinctBy(TraceParent.TraceOf).TakeLast(TracesOfOne)];
}
