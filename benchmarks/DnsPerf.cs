using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>Runs dnsperf against a name server.</summary>
/// <param name="queries">The file of its queries.</param>
internal sealed partial class DnsPerf(string queries)
{
    private const int Seconds = 2;

    /// <returns>Queries answered a second, and how many were answered with anything but NOERROR, or not at all.</returns>
    public async Task<(double PerSecond, int Wrong)> MeasureAsync(IPEndPoint server, bool tcp)
    {
        var said = await ShellCommand.RunAsync("dnsperf",
        [
            "-s", server.Address.ToString(), "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-d", queries, "-e",
            "-l", Seconds.ToString(CultureInfo.InvariantCulture), "-c", "8", "-T", "1", "-q", "100", "-m", tcp ? "tcp" : "udp",
        ]);
        var sent = Count(Sent().Match(said));
        var good = Good().Match(said) is { Success: true } match ? Count(match) : 0;
        return (double.Parse(Rate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture), sent - good);
    }

    private static int Count(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Queries sent: +(\d+)")]
    private static partial Regex Sent();

    [GeneratedRegex(@"NOERROR (\d+) ")]
    private static partial Regex Good();

    [GeneratedRegex(@"Queries per second: +([0-9.]+)")]
    private static partial Regex Rate();
}
