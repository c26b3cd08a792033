using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Settings;

/// <summary>Every setting there is: the options, the environment, the help and the checks all follow from this table.</summary>
public static class SettingTable
{
    public static readonly Setting Domain = One("Domain", "--domain", "NAME", "the zone that names are answered in [servicediscovery.internal]",
        Values.Domain, (s, v) => s with { Domain = v });

    public static readonly Setting Data = One("Data", "--data", "DIR", "where the private PostgreSQL server keeps its files [/var/lib/pipeline, or ~/.local/share/pipeline]",
        Values.Directory, (s, v) => s with { Data = v });

    public static readonly Setting Database = One("Database", "--database", "CONNECTION", "a PostgreSQL server to use instead of a private one",
        Values.Database, (s, v) => s with { Database = v }) with { Secret = true };

    public static readonly ImmutableArray<Setting> All =
    [
        new Setting<ImmutableArray<Uri>>
        {
            Name = "Docker", Option = "--docker", Value = "URI", Many = true,
            Meaning = "a Docker engine, unix:// or tcp://, each a host of its own; repeatable [DOCKER_HOST, or the local socket]",
            Read = values => Values.Engines(values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))),
            Set = (s, v) => s with { Docker = v },
        },
        One("Simulate", "--simulate", "N", "run N simulated hosts whose containers come and go",
            text => Values.Count(text, SimulatedHost.Most), (s, v) => s with { Simulate = v }),
        Domain,
        One("Dns", "--dns", "IP:PORT", "where DNS is answered, UDP and TCP; port 0 takes any [127.0.0.1:5300]",
            Values.EndPoint, (s, v) => s with { Dns = v }),
        One("Console", "--console", "URL", "where the console is served; port 0 takes any [http://127.0.0.1:8080]",
            Values.ConsoleUrl, (s, v) => s with { Console = v }),
        Data,
        Database,
        One("Address", "--address", "IPV4", "this machine's address in the answers [found out]",
            Values.IPv4, (s, v) => s with { Address = v }),
        One("Ttl", "--ttl", "HH:MM:SS", "how long resolvers may keep an answer [00:00:05]",
            text => Values.Time(text, TimeSpan.Zero, TimeSpan.FromHours(23), "00:00:05"), (s, v) => s with { Ttl = v }),
        One("ReportInterval", "--report-interval", "HH:MM:SS", "how often a host reports everything that it runs [00:00:30]",
            text => Values.Time(text, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "00:00:30"), (s, v) => s with { ReportInterval = v }),
        One("LeaveOnShutdown", "--leave-on-shutdown", null, "take the hosts' names out when the pipeline stops",
            Values.YesOrNo, (s, v) => s with { LeaveOnShutdown = v }),
        One("Log", "--log", "LEVEL", "the least level that is logged: Debug, Information, Warning, Error [Information]",
            Values.Level, (s, v) => s with { Log = v }),
        .. HealthSettingTable.All,
    ];

    internal static Setting<T> One<T>(
        string name, string option, string? value, string meaning, Func<string, Parsed<T>> read, Func<PipelineSettings, T, PipelineSettings> set) =>
        new()
        {
            Name = name, Option = option, Value = value, Meaning = meaning, Set = set,
            Read = values => values is [var only] ? read(only) : new Parsed<T>.Bad("is given more than once", "one value"),
        };
}
