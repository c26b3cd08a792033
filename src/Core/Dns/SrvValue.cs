using System.Globalization;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns;

/// <summary>The value of an SRV record (RFC 2782), in zone-file form: <c>PRIORITY WEIGHT PORT TARGET.</c></summary>
/// <param name="Priority">Clients try lower priorities first.</param>
/// <param name="Weight">The share of clients among the records of one priority.</param>
/// <param name="Port">The port of the service on the target.</param>
/// <param name="Target">The absolute name that clients resolve, without its final dot. Empty for the root, which means "no such
/// service".</param>
public readonly record struct SrvValue(ushort Priority, ushort Weight, ushort Port, string Target)
{
    /// <summary>The value for an instance.</summary>
    /// <param name="port">1 to 65535.</param>
    /// <param name="target">An absolute name without its final dot.</param>
    /// <param name="priority">Null for the usual one: the instance is equal to the others of its service.</param>
    /// <param name="weight">Null for the usual one.</param>
    /// <exception cref="OverflowException"><paramref name="port"/> is not a port number.</exception>
    public static SrvValue Create(int port, string target, ushort? priority = null, ushort? weight = null) =>
        new(priority ?? ClaimDetails.Usual, weight ?? ClaimDetails.Usual, checked((ushort)port), target);

    /// <summary>Parses the form that <see cref="ToString"/> writes: four fields with one space between them and a final dot.</summary>
    /// <returns>Null if the text is not such a value.</returns>
    public static SrvValue? Parse(string text) =>
        text.Split(' ') is [var priority, var weight, var port, [.. var target, '.']]
        && ParseNumber(priority) is { } p && ParseNumber(weight) is { } w && ParseNumber(port) is { } n
        && IsName(target)
            ? new SrvValue(p, w, n, target)
            : null;

    /// <summary>
    /// Parses a value as others write it: Route 53 takes every target to be absolute, with a final dot or without, and in any case.
    /// </summary>
    /// <returns>Null if the text is not such a value.</returns>
    public static SrvValue? ParseForeign(string text) =>
        Parse((text.EndsWith('.') ? text : text + '.').ToLowerInvariant());

    /// <summary>The target of a value that this system wrote.</summary>
    /// <exception cref="FormatException">The text is not an SRV value.</exception>
    public static string ReadTarget(string text) =>
        Parse(text)?.Target ?? throw new FormatException($"'{text}' is not an SRV value.");

    /// <summary><c>TARGET:PORT</c>, as people read it.</summary>
    public string FormatTargetAndPort() => $"{Target}:{Port}";

    public override string ToString() => $"{Priority} {Weight} {Port} {Target}.";

    private static ushort? ParseNumber(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Only what the zone-file form itself requires; what a label may contain depends on whose record it is.
    private static bool IsName(string name)
    {
        var length = 0;
        foreach (var letter in name)
        {
            if (char.IsWhiteSpace(letter) || (letter == '.' && length == 0)) return false;
            length = letter == '.' ? 0 : length + 1;
        }

        return length > 0 || name.Length == 0;
    }
}
