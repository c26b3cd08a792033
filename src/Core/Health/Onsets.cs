namespace Pipeline.Core.Health;

/// <summary>When the containers of one group began to fail, to tell what fails together from what fails alone.</summary>
internal sealed class Onsets
{
    private readonly List<(DateTimeOffset At, int Before)> onsets = [];
    private readonly int all;

    public Onsets(IEnumerable<Standing> group)
    {
        foreach (var standing in group)
        {
            if (standing.State is HealthState.Healthy) Healthy += standing.Count;
            if (standing is { IsFailing: true, FailingSince: { } since }) onsets.Add((since, standing.Count));
        }

        onsets.Sort((one, other) => one.At.CompareTo(other.At));
        for (var i = 0; i < onsets.Count; i++)
        {
            var count = onsets[i].Before;
            onsets[i] = (onsets[i].At, all);
            all += count;
        }
    }

    /// <summary>How many pass their checks.</summary>
    public int Healthy { get; }

    /// <summary>When failures began.</summary>
    public IEnumerable<DateTimeOffset> All => onsets.Select(onset => onset.At);

    /// <summary>How many began to fail within a time of a moment.</summary>
    public int Around(DateTimeOffset moment, TimeSpan within) => Before(moment + within + TimeSpan.FromTicks(1)) - Before(moment - within);

    private int Before(DateTimeOffset moment)
    {
        var (low, high) = (0, onsets.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (onsets[middle].At < moment) low = middle + 1;
            else high = middle;
        }

        return low == onsets.Count ? all : onsets[low].Before;
    }
}
