using System.Collections.Concurrent;
using Pipeline.Console.Reading;
using Pipeline.History.Reading;

namespace Pipeline.Console.Api.Snapshots;

/// <summary>The state at one change of the database, with the answers that were made from it.</summary>
/// <param name="version">The watcher's version of the database.</param>
/// <param name="sources">Reads what the fleet does not tell.</param>
/// <param name="fleet">Registry and sagas.</param>
/// <param name="services">The services, with what the zone held then.</param>
internal sealed class Snapshot(long version, PageSources sources, FleetView fleet, IReadOnlyList<ServiceView> services)
{
    /// <summary>Beyond this number answers are made for each request, so that odd questions fill no memory.</summary>
    private const int MaxKept = 1_000;

    private readonly ConcurrentDictionary<string, Kept> kept = new();

    public long Version => version;

    public PageSources Sources => sources;

    public FleetView Fleet => fleet;

    public IReadOnlyList<ServiceView> Services => services;

    /// <summary>The answer to a question, from this snapshot.</summary>
    public async Task<Outcome> AskAsync(Question question, CancellationToken cancel)
    {
        if (kept.Count >= MaxKept && !kept.ContainsKey(question.Key)) return await question.ReadAsync(this, cancel);

        // Not cancelled with the request: others may wait for the same answer.
        var one = kept.GetOrAdd(question.Key, _ => new(question, new(() => question.ReadAsync(this, CancellationToken.None))));
        one.WasAsked = true;
        try
        {
            return await one.Outcome.Value.WaitAsync(cancel);
        }
        catch (Exception) when (one.Outcome.Value.IsFaulted)
        {
            kept.TryRemove(new(question.Key, one));
            throw;
        }
    }

    /// <summary>Answers what was asked of the previous snapshot, so that the next request does not wait for it.</summary>
    public async Task PrepareAsync(Snapshot previous, CancellationToken cancel)
    {
        foreach (var (key, former) in previous.kept.Where(one => one.Value is { WasAsked: true, Question.IsOfFleet: true }))
        {
            if (former.Outcome.Value is not { IsCompletedSuccessfully: true, Result: Outcome.Found before }) continue;
            if (await former.Question.ReadAsync(this, cancel) is not Outcome.Found now) continue;
            kept.TryAdd(key, new(former.Question, new(Task.FromResult<Outcome>(Reuse(before, now)))));
        }
    }

    /// <summary>An answer that did not change keeps its compressed form; one that was sent compressed is compressed again.</summary>
    private static Outcome.Found Reuse(Outcome.Found former, Outcome.Found present)
    {
        if (former.Answer.Hash == present.Answer.Hash) return former;
        if (former.Answer.WasCompressed) _ = present.Answer.Compressed;
        return present;
    }

    private sealed record Kept(Question Question, Lazy<Task<Outcome>> Outcome)
    {
        public bool WasAsked { get; set; }
    }
}
