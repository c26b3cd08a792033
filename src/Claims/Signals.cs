namespace Pipeline.Claims;

/// <summary>POSIX signals by name and number, as Linux on x86-64 and arm64 numbers them (<c>signal(7)</c>).</summary>
public static class Signals
{
    /// <summary>SIGKILL, which no process can handle or ignore.</summary>
    public const int Kill = 9;

    /// <summary>SIGTERM, the usual stop signal.</summary>
    public const int Terminate = 15;

    private const int FirstRealTime = 34;
    private const int LastRealTime = 64;

    private static readonly string[] Names =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>Parses <c>15</c>, <c>TERM</c>, <c>SIGTERM</c> or <c>SIGRTMIN+3</c>.</summary>
    /// <returns>The number of the signal; null if the text names no signal.</returns>
    public static int? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text, out var number)) return number is >= 1 and <= LastRealTime ? number : null;

        var name = text.Trim().ToUpperInvariant();
        if (name.StartsWith("SIG", StringComparison.Ordinal)) name = name[3..];
        return Array.IndexOf(Names, name) is >= 0 and var index ? index + 1 : ParseRealTime(name);
    }

    private static int? ParseRealTime(string name)
    {
        var (origin, offset) = name switch
        {
            ['R', 'T', 'M', 'I', 'N', .. var rest] => (FirstRealTime, rest),
            ['R', 'T', 'M', 'A', 'X', .. var rest] => (LastRealTime, rest),
            _ => (0, name),
        };
        if (origin == 0) return null;
        var distance = 0;
        if (offset is not "" && !int.TryParse(offset, out distance)) return null;
        return origin + distance is >= FirstRealTime and <= LastRealTime and var number ? number : null;
    }
}
