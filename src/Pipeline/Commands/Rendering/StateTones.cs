using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Vocabulary;

namespace Pipeline.Commands.Rendering;

/// <summary>The tones of states, by their stored words. A word of a newer version has none.</summary>
internal static class StateTones
{
    public static Tone OfInstance(string status) => status switch
    {
        "running" => Tone.Good,
        "condemned" or "crash loop" => Tone.Bad,
        "stopped" or "orphaned" => Tone.Quiet,
        _ => Tone.Waiting,
    };

    public static Tone OfHost(string status) => Word.Parse<HostStatus>(status) switch
    {
        HostStatus.Live => Tone.Good,
        HostStatus.Suspected or HostStatus.Mute => Tone.Waiting,
        HostStatus.Lost => Tone.Bad,
        HostStatus.Left => Tone.Quiet,
        _ => Tone.Plain,
    };

    public static Tone OfHealth(string state) => Word.Parse<HealthState>(state) switch
    {
        HealthState.Healthy => Tone.Good,
        HealthState.Stopped => Tone.Quiet,
        HealthState.Starting or HealthState.Paused or HealthState.Stopping or HealthState.Released => Tone.Waiting,
        HealthState.Suspect or HealthState.Unproven or HealthState.Spared
            or HealthState.Condemned or HealthState.Draining or HealthState.Stuck => Tone.Bad,
        _ => Tone.Plain,
    };
}
