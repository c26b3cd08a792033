using System.Net;

namespace Pipeline.Settings;

/// <summary>
/// The settings of a pipeline that only shows something: short intervals, so that effects show at once; free ports on loopback, and a
/// domain and a directory of its own, so that several may run.
/// </summary>
internal static class QuickSettings
{
    /// <param name="usual">What holds otherwise.</param>
    /// <param name="domain">Its domain.</param>
    /// <param name="directory">Its data directory.</param>
    public static PipelineSettings For(PipelineSettings usual, string domain, string directory) => usual with
    {
        Domain = domain,
        Dns = new(IPAddress.Loopback, 0),
        Console = new("http://127.0.0.1:0"),
        Data = directory,
        Address = IPAddress.Loopback,
        Ttl = TimeSpan.FromSeconds(1),
        ReportInterval = TimeSpan.FromSeconds(5),
        Log = LogLevel.Warning,
        Health = usual.Health with
        {
            Checks = usual.Health.Checks with { Interval = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(2) },
            Grace = TimeSpan.FromSeconds(10),
        },
    };
}
