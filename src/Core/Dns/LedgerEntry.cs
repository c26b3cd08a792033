using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Core.Dns;

/// <summary>The state of one record set in one zone: the fold of its ledger stream.</summary>
public sealed record LedgerEntry
{
    /// <summary>The ledger stream: the zone and the record's key.</summary>
    public required string Id { get; init; }

    /// <summary>The number of events in the stream.</summary>
    public int Version { get; init; }

    /// <summary>The zone's identity.</summary>
    public string Zone { get; init; } = "";

    /// <summary>The record's name and type; null before the first change.</summary>
    public RecordKey? Key { get; init; }

    /// <summary>The record set in the zone, as far as known; null for none.</summary>
    public RecordSet? Held { get; init; }

    /// <summary>A change that was sent and has no known outcome yet.</summary>
    public RecordChange? Pending { get; init; }

    /// <summary>The last set that this system wrote or may have written; identifies our orphans.</summary>
    public RecordSet? Written { get; init; }

    /// <summary>A foreign record in the way; normally null.</summary>
    public RecordSet? Foreign { get; init; }

    /// <summary>The zone's identifier of the last accepted change; null before the first one, and if its response was lost.</summary>
    public string? ChangeId { get; init; }

    /// <summary>
    /// Whether every name server is known to answer with the last accepted change; never known without a <see cref="ChangeId"/>.
    /// </summary>
    public bool InSync { get; init; }

    /// <summary>The last change, if the zone refused it.</summary>
    public RecordChange? Refused { get; init; }

    /// <summary>Why the last change was refused; null if it was not.</summary>
    public string? Refusal { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }

    /// <summary>
    /// How long a change without a receipt is taken to be on its way to the name servers ("changes generally propagate to all Route 53 name
    /// servers within 60 seconds", <c>GetChange</c> in the Amazon Route 53 API reference).
    /// </summary>
    public static readonly TimeSpan PropagatesWithin = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether every name server answers with what the entry holds. A change whose response was lost has no receipt to ask with, so that
    /// only time tells.
    /// </summary>
    public bool IsPropagated(DateTimeOffset now) => this switch
    {
        { Pending: not null } => false,
        { InSync: true } => true,
        { ChangeId: not null } => false,
        { Written: null } => true,
        _ => now - Since >= PropagatesWithin,
    };

    /// <summary>The name of the ledger stream of a record in a zone.</summary>
    public static string StreamOf(string zone, RecordKey key) => $"zone/{zone}/{key}";

    /// <summary>The entry of a record that was never written.</summary>
    public static LedgerEntry Unwritten(string zone, RecordKey key) => new() { Id = StreamOf(zone, key), Zone = zone, Key = key };

    /// <summary>The state after one more event.</summary>
    public static LedgerEntry Evolve(LedgerEntry? state, string id, LedgerEvent happened)
    {
        if (happened is RecordSummarized summary) return summary.State;
        var entry = state ?? new LedgerEntry { Id = id, Zone = id.Split('/')[1] };
        return (happened switch
        {
            ChangeSubmitted e => entry with { Key = e.Change.Set.Key, Pending = e.Change, Refused = null, Refusal = null },
            ChangeAccepted e => entry with
            {
                Held = entry.After(entry.Pending),
                Written = entry.Pending?.Set ?? entry.Written,
                Pending = null,
                ChangeId = e.ChangeId,
                InSync = false,
            },
            ChangeInSync e => entry with { InSync = entry.InSync || e.ChangeId == entry.ChangeId },
            ChangeRefused e => entry with { Pending = null, Refused = entry.Pending, Refusal = e.Error },
            RecordFound { Finding: Finding.Foreign } e => entry with { Key = e.Key ?? entry.Key, Pending = null, Foreign = e.Actual },
            RecordFound { Finding: Finding.ForeignGone } => entry with { Foreign = null },

            // A change whose response was lost has no identifier, and may still take effect after the zone was read.
            RecordFound { Finding: Finding.OutcomeSettled } e => entry with
            {
                Held = e.Actual,
                Written = entry.Pending?.Set ?? entry.Written,
                Pending = null,
                ChangeId = null,
                InSync = false,
            },
            RecordFound e => entry with { Held = e.Actual, Pending = null },
            RecordAdopted e => entry with
            {
                Key = e.Set.Key,
                Held = e.Set,
                Written = e.Set,
                Pending = null,
                Foreign = null,
                ChangeId = null,
                InSync = false,
                Refused = null,
                Refusal = null,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An unknown kind of ledger event."),
        }) with
        { Version = entry.Version + 1, Since = happened.At };
    }

    private RecordSet? After(RecordChange? change) => change switch
    {
        null => Held,
        { Action: ChangeAction.Delete } => null,
        { Set: var set } => set,
    };
}
