using System.Globalization;

namespace Pipeline.Core.Dns.Fencing;

/// <summary>
/// A value of the zone's fence. Each change list replaces exactly one value by the next one, so that a list takes effect at most once, and
/// none after another writer's. No value is ever issued twice.
/// </summary>
/// <param name="Owner">The database that issued it.</param>
/// <param name="Term">The term of the leader that it was issued to.</param>
/// <param name="Number">Greater than those of all values that this database issued before.</param>
/// <param name="Nonce">Distinguishes the values of a number that a database and its copy both issued.</param>
public sealed record ZoneFence(Guid Owner, long Term, long Number, Guid Nonce)
{
    /// <summary>The most characters that a value has in a record.</summary>
    public static readonly int MaxLength = new ZoneFence(Guid.Empty, long.MaxValue, long.MaxValue, Guid.Empty).ToString().Length;

    /// <summary>The content of its record, which people can read: a quoted string of DNS.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"\"owner={Owner:N} term={Term} number={Number} nonce={Nonce:N}\"");

    /// <summary>Parses what <see cref="ToString"/> writes, to the letter.</summary>
    /// <returns>Null if the text is not such a value.</returns>
    public static ZoneFence? Parse(string text)
    {
        if (text is not ['"', .. var content, '"'] || content.Split(' ') is not [var owner, var term, var number, var nonce]) return null;
        var fence = ReadId(owner, "owner=") is { } o && ReadNumber(term, "term=") is { } t
            && ReadNumber(number, "number=") is { } n && ReadId(nonce, "nonce=") is { } id
                ? new ZoneFence(o, t, n, id)
                : null;
        return fence?.ToString() == text ? fence : null;
    }

    private static Guid? ReadId(string field, string name) =>
        field.StartsWith(name, StringComparison.Ordinal) && Guid.TryParseExact(field.AsSpan(name.Length), "N", out var id) ? id : null;

    private static long? ReadNumber(string field, string name) =>
        field.StartsWith(name, StringComparison.Ordinal)
        && long.TryParse(field.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
