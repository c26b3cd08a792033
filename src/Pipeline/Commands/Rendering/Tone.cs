namespace Pipeline.Commands.Rendering;

/// <summary>How well a state is, as a colour.</summary>
public enum Tone
{
    Plain,
    Good,

    /// <summary>On its way somewhere, or not believed.</summary>
    Waiting,
    Bad,

    /// <summary>Over.</summary>
    Quiet,
}

internal static class Tones
{
    private const string Reset = "\u001b[0m";

    /// <summary>The text in its colour.</summary>
    public static string Paint(this Tone tone, string text) => tone switch
    {
        Tone.Good => $"\u001b[32m{text}{Reset}",
        Tone.Waiting => $"\u001b[33m{text}{Reset}",
        Tone.Bad => $"\u001b[31m{text}{Reset}",
        Tone.Quiet => $"\u001b[2m{text}{Reset}",
        _ => text,
    };

    public static string Bold(string text) => $"\u001b[1m{text}{Reset}";
}
