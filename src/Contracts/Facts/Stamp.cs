namespace Pipeline.Contracts;

/// <summary>
/// Orders what one host says: <paramref name="Epoch"/> grows at each start of the host's agent (Unix time in milliseconds),
/// <paramref name="Sequence"/> grows by one with each thing it states. Only a newer stamp counts.
/// </summary>
public readonly record struct Stamp(long Epoch, long Sequence) : IComparable<Stamp>
{
    /// <summary>Older than anything a host states.</summary>
    public static readonly Stamp None = new(0, 0);

    public int CompareTo(Stamp other) => (Epoch, Sequence).CompareTo((other.Epoch, other.Sequence));

    public static bool operator <(Stamp left, Stamp right) => left.CompareTo(right) < 0;
    public static bool operator >(Stamp left, Stamp right) => left.CompareTo(right) > 0;
    public static bool operator <=(Stamp left, Stamp right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Stamp left, Stamp right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Epoch}.{Sequence}";
}
