namespace Pipeline.Core.Status;

/// <summary>Writes commands that a person can type as they are. Names come from containers and hosts, so they may be anything.</summary>
internal static class CommandText
{
    private const int ShortId = 12;

    /// <summary>The command that explains a container: by its name, or by its identifier where the name is not plain.</summary>
    public static string Why(string name, string id) => $"./pipeline why {(IsPlain(name) ? name : id[..Math.Min(ShortId, id.Length)])}";

    /// <summary>The command that explains a service or a host.</summary>
    public static string Why(string name) => IsPlain(name) ? $"./pipeline why {name}" : "./pipeline instances --refused";

    private static bool IsPlain(string name) =>
        name.Length > 0 && name[0] is not '-' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
