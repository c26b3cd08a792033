using System.Globalization;
using Pipeline.Tests.Simulation.Clocks;

namespace Pipeline.Tests.Simulation.Worlds;

/// <summary>What happened, step by step. Its hash tells two runs apart; its lines are kept only for those who read them.</summary>
internal sealed class Story(WorldClock clock, bool isKept)
{
    private readonly List<string> lines = [];
    private ulong hash = 14_695_981_039_346_656_037;

    public bool IsKept => isKept;

    public IReadOnlyList<string> Lines => lines;

    /// <summary>FNV-1a over every line and its time.</summary>
    public string Hash => hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <param name="isRoutine">Whether it is no news to a reader; it counts for the hash only.</param>
    public void Tell(string who, string what, bool isRoutine = false)
    {
        Add((ulong)clock.Ticks);
        foreach (var letter in who) Add(letter);
        foreach (var letter in what) Add(letter);
        if (!isRoutine) Note(who, what);
    }

    /// <summary>Adds a line that does not count for the hash.</summary>
    public void Note(string who, string what)
    {
        if (isKept) lines.Add($"{clock.Elapsed.TotalSeconds,9:0.000} s  {who,-12} {what}");
    }

    private void Add(ulong value) => hash = (hash ^ value) * 1_099_511_628_211;
}
