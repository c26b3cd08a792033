namespace Pipeline.Producer.Settings;

/// <summary>DNS labels: lower-case letters, digits and inner hyphens (RFC 1123, section 2.1).</summary>
public static class DnsLabel
{
    /// <summary>The longest label, in characters (RFC 1035, section 2.3.4).</summary>
    public const int MaxLength = 63;

    /// <summary>Makes a label of a name: replaces other characters by hyphens, and truncates.</summary>
    /// <returns>Empty if the name contains no letter or digit.</returns>
    public static string FromName(string name)
    {
        var characters = name.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-');
        return Truncate(string.Concat(characters).Trim('-'), MaxLength);
    }

    /// <summary>The first characters of a label, without a hyphen at the end.</summary>
    public static string Truncate(string label, int length) => label.Length <= length ? label : label[..length].TrimEnd('-');
}
