using Pipeline.Core.Pacing;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Election;

/// <summary>Who leads the zone, as the store last told this process: for readiness and metrics.</summary>
/// <param name="time">The clock.</param>
/// <param name="steady">The same clock, if it follows the store's; null otherwise.</param>
public sealed class LeaderWatch(TimeProvider time, SteadyTime? steady = null)
{
    private volatile Sighting? last;

    /// <summary>Notes what the store says.</summary>
    /// <param name="state">The lease.</param>
    /// <param name="leads">Whether this process leads.</param>
    /// <param name="sent">When the store was asked, as a timestamp of the clock.</param>
    public void See(LeaderState state, bool leads, long sent)
    {
        steady?.Follow(state.ReadAt, sent);
        last = new Sighting(state, time.GetTimestamp());
        ProjectorTelemetry.Leader(leads, state.Term, state.LastPass?.Age);
    }

    /// <summary>How long ago the last pass over the zone ended; null if none is known.</summary>
    public TimeSpan? PassAge => last is { State.LastPass.Age: { } age } seen ? age + time.GetElapsedTime(seen.At) : null;

    /// <summary>How long the present leader has led; null if nobody is known to lead.</summary>
    public TimeSpan? LeadsFor => last is { State: { IsHeld: true } state } seen
        ? state.ReadAt - state.Since + time.GetElapsedTime(seen.At)
        : null;

    /// <summary>Why the passes since the last successful one failed; null if none did.</summary>
    public string? Failure => last?.State.LastPass?.Failure;

    /// <summary>Who leads since when, and the last pass, as a sentence for people.</summary>
    public string Describe()
    {
        if (last is not { } seen) return "nobody is known to lead the zone";
        var state = seen.State;
        var who = state.IsHeld
            ? $"{state.Holder} leads since {state.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z (term {state.Term})"
            : $"nobody leads since {state.Expires.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z; {state.Holder} led last (term {state.Term})";
        var pass = PassAge is { } age ? $"last pass {age.TotalSeconds:0} s ago" : "no pass has ended yet";
        return state.LastPass?.Failure is { } failure ? $"{who}, {pass}, and later ones failed: {failure}" : $"{who}, {pass}";
    }

    private sealed record Sighting(LeaderState State, long At);
}
