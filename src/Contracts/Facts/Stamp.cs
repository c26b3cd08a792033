namespace Pipeline.Contracts;

/// <summary>
/// Orders the facts of one host: by epoch, then by sequence. A fact counts only if its stamp is newer than those already seen
/// (docs/adr/0001). Stamps of different hosts are not comparable.
/// </summary>
/// <param name="Epoch">Grows with each start of the host's agent; Unix time in milliseconds.</param>
/// <param name="Sequence">Grows by one with each fact of the epoch, from 1.</param>
public readonly record struct Stamp(long Epoch, long Sequence) : IComparable<Stamp>
{
    /// <summary>Older than every fact.</summary>
    public static readonly Stamp None = new(0, 0);

    public int CompareTo(Stamp other) => (Epoch, Sequence).CompareTo((other.Epoch, other.Sequence));

    public static bool operator <(Stamp left, Stamp right) => left.CompareTo(right) < 0;
    public static bool operator >(Stamp left, Stamp right) => left.CompareTo(right) > 0;
    public static bool operator <=(Stamp left, Stamp right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Stamp left, Stamp right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Epoch}.{Sequence}";
}
