using System.Globalization;
using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// The place of a fact among the facts of one start of a host's agent. Stamps are ordered within one incarnation only: an epoch is a
/// clock's reading, and clocks of different starts or hosts are not comparable (docs/adr/0001, docs/adr/0024).
/// </summary>
/// <param name="Epoch">When the agent started, by its host's clock: Unix time in milliseconds.</param>
/// <param name="Sequence">Grows by one with each fact of the incarnation, from 1.</param>
public readonly record struct Stamp(long Epoch, long Sequence)
{
    /// <summary>Older than every fact.</summary>
    public static readonly Stamp None = new(0, 0);

    /// <summary>The name of one start of the agent, chosen at random; null from agents that do not choose one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Incarnation { get; init; }

    /// <summary>Who speaks: the incarnation, or the epoch of an agent that does not choose one.</summary>
    [JsonIgnore]
    public string Speaker => Incarnation ?? Epoch.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether this is a later fact of the same incarnation.</summary>
    public bool IsNewerThan(Stamp other) => Sequence > other.Sequence && Speaker == other.Speaker;

    /// <summary>Whether the other is the same fact, or a later one of the same incarnation.</summary>
    public bool IsOvertakenBy(Stamp other) => Sequence <= other.Sequence && Speaker == other.Speaker;

    public override string ToString() => $"{Epoch}.{Sequence}";
}
