using System.Collections.Immutable;

namespace Pipeline.Settings;

/// <summary>The settings of the health checks, and of what follows from them.</summary>
public static class HealthSettingTable
{
    public static readonly ImmutableArray<Setting> All =
    [
        SettingTable.One("Health__Check", "--health-check", "CHECK", "how a TCP port is checked that does not say it itself: http:/PATH, tcp, docker or none [http:/health]",
            Values.HealthCheck, (s, v) => s with { Health = s.Health with { Checks = s.Health.Checks with { Check = v } } }),
        SettingTable.One("Health__Interval", "--health-interval", "HH:MM:SS", "how often it is checked [00:00:10]",
            text => Values.Time(text, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "00:00:10"), (s, v) => s with { Health = s.Health with { Checks = s.Health.Checks with { Interval = v } } }),
        SettingTable.One("Health__Timeout", "--health-timeout", "HH:MM:SS", "how long its answer may take [00:00:02]",
            text => Values.Time(text, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), "00:00:02"), (s, v) => s with { Health = s.Health with { Checks = s.Health.Checks with { Timeout = v } } }),
        SettingTable.One("Health__Failures", "--health-failures", "N", "so many failures in a row condemn a container [3]",
            text => Values.Number(text, 1, 100), (s, v) => s with { Health = s.Health with { Failures = v } }),
        SettingTable.One("Health__Successes", "--health-successes", "N", "so many successes in a row reinstate it [2]",
            text => Values.Number(text, 1, 100), (s, v) => s with { Health = s.Health with { Successes = v } }),
        SettingTable.One("Health__Grace", "--health-grace", "HH:MM:SS", "for so long after its start a container's failures do not count [00:00:30]",
            text => Values.Time(text, TimeSpan.Zero, TimeSpan.FromHours(1), "00:00:30"), (s, v) => s with { Health = s.Health with { Grace = v } }),
        SettingTable.One("Health__Admit", "--health-admit", "WHEN", "when a container begins to answer: start or healthy [start]",
            Values.Admission, (s, v) => s with { Health = s.Health with { AdmitOnceHealthy = v } }),
        SettingTable.One("Health__Floor", "--health-floor", "SHARE", "the share of a service's instances that must be healthy before one may leave, never the last one; 0 is no floor [0.5]",
            Values.Share, (s, v) => s with { Governor = s.Governor with { Floor = v } }),
        SettingTable.One("Health__StopsPerMinute", "--health-stops-per-minute", "N", "how many containers may be condemned, and stopped, in a minute; 0 is any number [10]",
            text => Values.Number(text, 0, 100_000), (s, v) => s with { Governor = s.Governor with { StopsPerMinute = v } }),
        SettingTable.One("Health__Freeze", "--health-freeze", "SHARE", "when more than this share of everything fails at once, or all of one host or prober, none of it leaves; 1 is never [0.5]",
            Values.Share, (s, v) => s with { Governor = s.Governor with { Freeze = v } }),
    ];
}
