namespace Pipeline.Tests.Hostile;

/// <summary>
/// What a person or a script may write where a value is expected, and what nobody means. Names of other machines are not among it.
/// </summary>
internal static class HostileTexts
{
    public static readonly IReadOnlyList<string> All =
    [
        // nothing, and nearly nothing
        "", " ", "-", "--", "=", ";", ",", ".", "/", "*", "null", "true",
        // numbers that are none, or not here
        "-1", "0", "1.5", "1,5", "0x10", "1e999", "NaN", "-Infinity", "½", "٣", "2147483648", "99999999999999999999",
        // times
        "5", "1:00", "24:00:00", "12:60", "1:2:3:4:5", "P1D", "5 s", "99999999d", "-5s", "2026-13-45", "0001-01-01",
        "9999-12-31T23:59:59-23:00",
        // places
        "http://[", "http://127.0.0.1:99999", "ftp://127.0.0.1", "tcp://", "unix://", "::1", "[::1]:99999", "127.0.0.1:-1",
        "Host=127.0.0.1;Port=99999;Database=x", "Host=127.0.0.1;Database=x;Timeout=soon", "Host=/nowhere;Database=x", "Host=;Database=",
        // files
        "/nowhere/at/all", "/dev/null", "/proc/self/mem", "../../../../etc/shadow",
        // what steers a terminal, a shell, a format or a query
        "\u001b[2J", "\u202Eeman", "two\nlines", "$(id)", "%n%s", "{0}", "[red]x[/]", "'; drop table mt_events; --", "<script>",
        // and too much of it
        new('x', 5_000), new('9', 400), string.Join('.', Enumerable.Repeat("a", 200)),
    ];
}
