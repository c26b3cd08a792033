using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Core.Names;

/// <summary>To whom an owned name belongs: the fold of its stream.</summary>
public sealed record NameBinding
{
    private const string StreamPrefix = "name/";

    /// <summary>The name of the stream; never equal to a container's identifier or a host's stream.</summary>
    public required string Id { get; init; }

    /// <summary>The owned name (<see cref="OwnedName"/>).</summary>
    public string Name => Id[StreamPrefix.Length..];

    /// <summary>The number of events in the stream.</summary>
    public int Version { get; init; }

    /// <summary>To whom it belongs, such as <c>family:checkout</c>; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>To whom a person gave it, and who has no instance of it yet; null for nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Heir { get; init; }

    /// <summary>When <see cref="Owner"/> last changed.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Since when no container of the owner claims it; null while one does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UnusedSince { get; init; }

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }

    /// <summary>Whether whoever claims it next gets it.</summary>
    [JsonIgnore]
    public bool IsFree => Owner is null && Heir is null;

    /// <summary>The stream of an owned name.</summary>
    public static string StreamOf(string owned) => StreamPrefix + owned;

    /// <summary>The state after one more event.</summary>
    public static NameBinding Evolve(NameBinding? state, string id, NameEvent happened)
    {
        if (happened is NameSummarized summary) return summary.State;
        var binding = state ?? new NameBinding { Id = id };
        return (happened switch
        {
            NameBound e => binding with { Owner = e.Owner, Heir = null, UnusedSince = null, Since = e.At },
            NameGiven e => binding with { Heir = e.Heir == binding.Owner ? null : e.Heir },
            NameUnused e => binding with { UnusedSince = e.At },
            NameUsed => binding with { UnusedSince = null },
            NameReleased e => binding with { Owner = null, Heir = null, UnusedSince = null, Since = e.At },
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An unknown kind of name event."),
        }) with
        { Version = binding.Version + 1 };
    }
}
