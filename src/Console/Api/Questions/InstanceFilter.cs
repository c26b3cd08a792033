using System.Collections.Immutable;
using Pipeline.Console.Reading;
using Pipeline.Core.Instances;

namespace Pipeline.Console.Api.Questions;

/// <summary>Which instances are wanted. What else a request may ask for is a member more.</summary>
/// <param name="healthy">Only those that DNS answers with, or only the others; null for all.</param>
/// <param name="tags">The tags that each of them has; none, or null, for all.</param>
internal sealed class InstanceFilter(bool? healthy, IReadOnlyList<string>? tags)
{
    /// <summary>What to write in place of what is no tag.</summary>
    public static readonly string TagHint =
        $"one tag, of at most {ClaimDetails.MaxTagLength} printable ASCII characters; several are tag=v2&tag=canary";

    private readonly ImmutableSortedSet<string> tags = (tags ?? []).ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>Equal keys want the same instances, in whatever order their tags were written.</summary>
    public string Key => $"healthy={healthy} tags={string.Join(',', tags)}";

    public bool Includes(MarkedInstance one) => (healthy is null || one.IsInDns == healthy) && tags.IsSubsetOf(one.Instance.Tags);

    /// <summary>The first of these that no instance can have as a tag: it was meant otherwise. Null if there is none.</summary>
    public static string? FindNoTag(IEnumerable<string>? tags) => tags?.FirstOrDefault(tag => !ClaimDetails.IsTag(tag));
}
