using System.Buffers;
using System.Text;

namespace Pipeline.Projector.Zone.Local;

/// <summary>Domain names as messages carry them: labels with their lengths, and a zero at the end (RFC 1035 section 3.1).</summary>
internal static class WireNames
{
    /// <summary>The longest name in bytes, including its final zero (RFC 1035 section 2.3.4).</summary>
    private const int LongestName = 255;

    private const int LongestLabel = 63;

    /// <summary>What the names of a zone are made of; see <see cref="DomainNames.Read"/>.</summary>
    private static readonly SearchValues<byte> Unescaped =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"u8);

    /// <param name="name">A name without a final dot.</param>
    public static byte[] Encode(string name) =>
        [.. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    /// <summary>The length of the whole name at the beginning of some bytes; 0 if there is none, or it is compressed.</summary>
    public static int Measure(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length && at < LongestName; at += 1 + bytes[at])
        {
            if (bytes[at] == 0) return at + 1;
            if (bytes[at] > LongestLabel) return 0;
        }

        return 0;
    }

    /// <summary>Whether a name is another one, or below it.</summary>
    public static bool IsEqualOrBelow(ReadOnlySpan<byte> name, ReadOnlySpan<byte> above)
    {
        var at = 0;
        while (name.Length - at > above.Length) at += 1 + name[at];
        return Ascii.EqualsIgnoreCase(name[at..], above);
    }

    /// <summary>The name as a zone stores it: lower case, without the final dot; null if no zone has such a name.</summary>
    public static string? ToKey(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[LongestName];
        var length = 0;
        for (var at = 0; name[at] != 0; at += 1 + name[at])
        {
            var label = name.Slice(at + 1, name[at]);
            if (label.ContainsAnyExcept(Unescaped)) return null;
            if (length > 0) text[length++] = '.';
            Ascii.ToLower(label, text[length..], out var written);
            length += written;
        }

        return text[..length].ToString();
    }
}
