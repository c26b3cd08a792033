using System.Text.Json;
using Pipeline.Core.Dns;
using Pipeline.Core.Registration;

namespace Pipeline.Projector.Registry;

/// <summary>The scope of a change to the registry, and the traces of its causes.</summary>
/// <param name="Traces">
/// The newest traces, each as its causing span (<see cref="TraceParent"/>), by the names of services and hosts; empty if the notice would
/// be too long.
/// </param>
/// <param name="Stated">When the oldest causing fact or verdict was issued, by its sender's clock; null if there is none.</param>
public sealed record ChangeNotice(ZoneScope Scope, IReadOnlyDictionary<string, string[]> Traces, DateTimeOffset? Stated = null)
{
    /// <summary>The number of traces kept per name; a batch may have hundreds.</summary>
    private const int TracesPerName = 4;

    public static readonly IReadOnlyDictionary<string, string[]> NoTraces = new Dictionary<string, string[]>();

    public static readonly ChangeNotice All = new(ZoneScope.All, NoTraces);

    /// <summary>The notice of some decisions, each with its causing span and the time of its cause.</summary>
    public static ChangeNotice OfDecisions(
        IReadOnlyCollection<(IEnumerable<RegistryEvent> Events, string? Parent, DateTimeOffset? Stated)> decisions)
    {
        var traces = new Dictionary<string, List<string>>();
        DateTimeOffset? oldest = null;
        foreach (var (events, parent, stated) in decisions)
        {
            var scope = ZoneScope.FromEvents(events);
            if (scope.IsNothing) continue;
            if (stated < (oldest ?? DateTimeOffset.MaxValue)) oldest = stated;
            if (parent is null) continue;
            foreach (var name in scope.Services.Concat(scope.Hosts))
            {
                if (!traces.TryGetValue(name, out var known)) traces[name] = known = [];
                known.Add(parent);
            }
        }

        return new ChangeNotice(
            ZoneScope.FromEvents(decisions.SelectMany(decision => decision.Events)),
            traces.ToDictionary(name => name.Key, name => SelectNewest(name.Value)),
            oldest);
    }

    public static IReadOnlyDictionary<string, string[]> Merge(
        IReadOnlyDictionary<string, string[]> older, IReadOnlyDictionary<string, string[]> newer)
    {
        if (older.Count == 0 || newer.Count == 0) return older.Count == 0 ? newer : older;
        var merged = older.ToDictionary();
        foreach (var (name, traces) in newer)
            merged[name] = SelectNewest([.. merged.GetValueOrDefault(name, []), .. traces]);
        return merged;
    }

    /// <summary>Serializes to at most the given number of characters; drops older traces first, then all traces, then the scope.</summary>
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

    /// <summary>The newest traces, each once, as the first span of the trace.</summary>
    private static string[] SelectNewest(IReadOnlyList<string> traces) =>
        traces is [var single] ? [single] : [.. traces.DistinctBy(TraceParent.TraceOf).TakeLast(TracesPerName)];
}
