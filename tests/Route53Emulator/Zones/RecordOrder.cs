namespace Pipeline.Tests.Route53Emulator.Zones;

/// <summary>The order of listings: by name with reversed labels, then type, then identifier, in ASCII.</summary>
internal sealed class RecordOrder : IComparer<RecordId>
{
    public static readonly RecordOrder Instance = new();

    public int Compare(RecordId? x, RecordId? y)
    {
        var names = CompareNames(x!.Name, y!.Name);
        if (names != 0) return names;
        var types = string.CompareOrdinal(x.Type, y.Type);
        return types != 0 ? types : string.CompareOrdinal(x.SetIdentifier, y.SetIdentifier);
    }

    public static int CompareNames(string one, string other)
    {
        var (a, b) = (one.Split('.'), other.Split('.'));
        for (var i = 1; i <= Math.Min(a.Length, b.Length); i++)
        {
            var labels = string.CompareOrdinal(a[^i], b[^i]);
            if (labels != 0) return labels;
        }

        return a.Length - b.Length;
    }
}
