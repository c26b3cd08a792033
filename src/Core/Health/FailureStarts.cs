namespace Pipeline.Core.Health;

/// <summary>The times at which the containers of one group began to fail, sorted, to count simultaneous failures quickly.</summary>
internal sealed class FailureStarts
{
    private readonly List<(DateTimeOffset At, int Before)> onsets = [];
    private readonly int all;

    public FailureStarts(IEnumerable<FleetRow> group)
    {
        foreach (var row in group)
        {
            if (row is { State: HealthState.Healthy, IsChecked: true }) Healthy += row.Count;
            if (row is { IsFailing: true, FailingSince: { } since }) onsets.Add((since, row.Count));
        }

        onsets.Sort((one, other) => one.At.CompareTo(other.At));
        for (var i = 0; i < onsets.Count; i++)
        {
            var count = onsets[i].Before;
            onsets[i] = (onsets[i].At, all);
            all += count;
        }
    }

    /// <summary>The number of containers whose checks pass.</summary>
    public int Healthy { get; }

    /// <summary>The start times.</summary>
    public IEnumerable<DateTimeOffset> All => onsets.Select(onset => onset.At);

    /// <summary>The number of containers that began to fail within a time before or after a moment.</summary>
    public int CountAround(DateTimeOffset moment, TimeSpan within) =>
        CountBefore(moment + within + TimeSpan.FromTicks(1)) - CountBefore(moment - within);

    private int CountBefore(DateTimeOffset moment)
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
