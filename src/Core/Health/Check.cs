using Pipeline.Contracts;
using Pipeline.Core.Pacing;

namespace Pipeline.Core.Health;

/// <summary>How a port is checked.</summary>
public enum CheckKind
{
    /// <summary>An HTTP GET of a path; status 200 passes.</summary>
    Http,

    /// <summary>A TCP connection; it passes if it is accepted.</summary>
    Tcp,

    /// <summary>The engine's own check of the container (Docker's HEALTHCHECK).</summary>
    Docker,

    /// <summary>No check.</summary>
    None,
}

/// <summary>A valid check of a port.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Path">The path of an HTTP check; otherwise empty.</param>
/// <param name="Interval">The time between two checks.</param>
/// <param name="Timeout">The time allowed for an answer.</param>
public sealed record Check(CheckKind Kind, string Path, TimeSpan Interval, TimeSpan Timeout)
{
    /// <summary>The check as a container configures it: <c>http:/health</c>, <c>tcp</c>.</summary>
    public string Text => Kind is CheckKind.Http ? $"http:{Path}" : Kind.ToString().ToLowerInvariant();

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private const int LongestPath = 512;

    /// <summary>
    /// The check that a claim configures, or else the default; for UDP the default is none, because UDP does not show health.
    /// </summary>
    /// <returns>The check, or a text that says what is wrong and what to write instead.</returns>
    public static (Check? Check, string? Flaw) FromClaim(Endpoint claim, CheckDefaults defaults)
    {
        var variable = $"SERVICE_{claim.ContainerPort}_CHECK";
        if (Parse(claim.Check ?? (claim.Protocol is TransportProtocol.Udp ? "none" : defaults.Check)) is not { } what)
            return (null, $"{variable} '{claim.Check}' is no check: write http:/PATH, tcp, docker or none");
        if (claim.Protocol is TransportProtocol.Udp && what.Kind is (CheckKind.Http or CheckKind.Tcp))
            return (null, $"{variable} '{claim.Check}' cannot check a UDP port: write docker or none");
        if (ParseTime(claim.CheckInterval, defaults.Interval, ShortestInterval, LongestInterval) is not { } interval)
            return (null,
                $"{variable}_INTERVAL '{claim.CheckInterval}' is no such time: "
                + $"write HH:MM:SS from {ShortestInterval} to {LongestInterval}");
        var defaultTimeout = defaults.Timeout < interval ? defaults.Timeout : interval;
        if (ParseTime(claim.CheckTimeout, defaultTimeout, ShortestTimeout, interval) is not { } timeout)
            return (null, $"{variable}_TIMEOUT '{claim.CheckTimeout}' is no such time: write HH:MM:SS, at most the interval of {interval}");
        return (new Check(what.Kind, what.Path, interval, timeout), null);
    }

    /// <summary>Parses a check; null if the text is not one.</summary>
    public static (CheckKind Kind, string Path)? Parse(string text) => text.Trim() switch
    {
        "tcp" => (CheckKind.Tcp, ""),
        "docker" => (CheckKind.Docker, ""),
        "none" => (CheckKind.None, ""),
        ['h', 't', 't', 'p', ':', '/', ..] http
            when http.Length <= LongestPath && http.All(letter => letter is > ' ' and <= '~' and not '#') =>
            (CheckKind.Http, http["http:".Length..]),
        _ => null,
    };

    private static TimeSpan? ParseTime(string? text, TimeSpan otherwise, TimeSpan least, TimeSpan most) =>
        text is null ? otherwise : Durations.Parse(text, least, most);
}

/// <summary>The check of containers that configure none.</summary>
/// <param name="Check">As a container would configure it: <c>http:/health</c>.</param>
/// <param name="Interval">The time between two checks.</param>
/// <param name="Timeout">The time allowed for an answer.</param>
public sealed record CheckDefaults(string Check, TimeSpan Interval, TimeSpan Timeout)
{
    public static readonly CheckDefaults Default = new("http:/health", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
}
