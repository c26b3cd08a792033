using System.Globalization;
using System.Text;

namespace Pipeline.Tests.Route53Emulator.Zones;

/// <summary>
/// Escapes names as Route 53 does: a character other than a letter, digit, hyphen, underscore or dot becomes its octal code (<c>*</c> is
/// <c>\052</c>, <c>/</c> is <c>\057</c>), with a final dot ("DNS domain name format", Amazon Route 53 Developer Guide).
/// </summary>
internal static class Escapes
{
    public static string Write(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_' or '.') text.Append(
                character);
            else text.Append('\\').Append(Convert.ToString(character, 8).PadLeft(3, '0'));
        }

        return text.Append('.').ToString();
    }

    public static string Read(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is '\\' && i + 3 < name.Length && name.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)Convert.ToInt32(name.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                text.Append(char.ToLower(name[i], CultureInfo.InvariantCulture));
            }
        }

        return text.ToString().TrimEnd('.');
    }
}
