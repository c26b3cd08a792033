using System.Globalization;
using Pipeline.Contracts;

namespace Pipeline.Core.Health;

/// <summary>How a port's health is found out.</summary>
public enum CheckKind
{
    /// <summary>An HTTP GET of a path; 200 passes.</summary>
    Http,

    /// <summary>A TCP connection; accepted passes.</summary>
    Tcp,

    /// <summary>The engine's own check of the container (Docker's HEALTHCHECK).</summary>
    Docker,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>A port's check, judged good.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Path">The path that is asked for, over HTTP; else empty.</param>
/// <param name="Interval">How often.</param>
/// <param name="Timeout">How long an answer may take.</param>
public sealed record Check(CheckKind Kind, string Path, TimeSpan Interval, TimeSpan Timeout)
{
    /// <summary>The check as a container states it: <c>http:/health</c>, <c>tcp</c>.</summary>
    public string Text => Kind is CheckKind.Http ? $"http:{Path}" : Kind.ToString().ToLowerInvariant();

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private const int LongestPath = 512;

    /// <summary>The check that a claim asks for, or that holds where it says nothing: none for UDP, which shows no health of itself.</summary>
    /// <returns>The check, or what is wrong with the claim and what to write instead.</returns>
    public static (Check? Check, string? Flaw) Of(Endpoint claim, CheckDefaults defaults)
    {
        var variable = $"SERVICE_{claim.ContainerPort}_CHECK";
        if (Read(claim.Check ?? (claim.Protocol is TransportProtocol.Udp ? "none" : defaults.Check)) is not { } what)
            return (null, $"{variable} '{claim.Check}' is no check: write http:/PATH, tcp, docker or none");
        if (claim.Protocol is TransportProtocol.Udp && what.Kind is (CheckKind.Http or CheckKind.Tcp))
            return (null, $"{variable} '{claim.Check}' cannot check a UDP port: write docker or none");
        if (Time(claim.CheckInterval, defaults.Interval, ShortestInterval, LongestInterval) is not { } interval)
            return (null, $"{variable}_INTERVAL '{claim.CheckInterval}' is no such time: write HH:MM:SS from {ShortestInterval} to {LongestInterval}");
        if (Time(claim.CheckTimeout, defaults.Timeout < interval ? defaults.Timeout : interval, ShortestTimeout, interval) is not { } timeout)
            return (null, $"{variable}_TIMEOUT '{claim.CheckTimeout}' is no such time: write HH:MM:SS, at most the interval of {interval}");
        return (new Check(what.Kind, what.Path, interval, timeout), null);
    }

    /// <summary>Reads a check as it is written; null for what is none.</summary>
    public static (CheckKind Kind, string Path)? Read(string text) => text.Trim() switch
    {
        "tcp" => (CheckKind.Tcp, ""),
        "docker" => (CheckKind.Docker, ""),
        "none" => (CheckKind.None, ""),
        ['h', 't', 't', 'p', ':', '/', ..] http when http.Length <= LongestPath && http.All(letter => letter is > ' ' and <= '~' and not '#') =>
            (CheckKind.Http, http["http:".Length..]),
        _ => null,
    };

    /// <summary>Hours, minutes and seconds, or seconds alone.</summary>
    private static TimeSpan? Time(string? text, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (text is null) return otherwise;
        var read = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= most.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? span : TimeSpan.MinValue;
        return read >= least && read <= most ? read : null;
    }
}

/// <summary>The check that holds where a container says nothing.</summary>
/// <param name="Check">As a container would state it: <c>http:/health</c>.</param>
/// <param name="Interval">How often.</param>
/// <param name="Timeout">How long an answer may take.</param>
public sealed record CheckDefaults(string Check, TimeSpan Interval, TimeSpan Timeout)
{
    public static readonly CheckDefaults Usual = new("http:/health", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
}
