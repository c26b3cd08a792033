using System.Collections.Immutable;
using Pipeline.Core.Health;

namespace Pipeline.Settings;

/// <summary>The settings of the health checks and the guards.</summary>
public static class HealthSettingTable
{
    public static readonly ImmutableArray<Setting> All =
    [
        SettingTable.One(
            "Health__Check", "--health-check", "CHECK",
            "the default check of a TCP port: http:/PATH, tcp, docker or none [http:/health]",
            Values.HealthCheck, (s, v) => Checks(s, s.Health.Checks with { Check = v })),
        SettingTable.One(
            "Health__Interval", "--health-interval", "HH:MM:SS",
            "the interval between checks [00:00:10]",
            text => Values.Time(text, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "00:00:10"),
            (s, v) => Checks(s, s.Health.Checks with { Interval = v })),
        SettingTable.One(
            "Health__Timeout", "--health-timeout", "HH:MM:SS",
            "the timeout of a check [00:00:02]",
            text => Values.Time(text, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), "00:00:02"),
            (s, v) => Checks(s, s.Health.Checks with { Timeout = v })),
        SettingTable.One(
            "Health__Failures", "--health-failures", "N",
            "failures in a row until a container is ejected [3]",
            text => Values.Number(text, 1, 100), (s, v) => s with { Health = s.Health with { Failures = v } }),
        SettingTable.One(
            "Health__Successes", "--health-successes", "N",
            "successes in a row until it is restored [2]",
            text => Values.Number(text, 1, 100), (s, v) => s with { Health = s.Health with { Successes = v } }),
        SettingTable.One(
            "Health__Grace", "--health-grace", "HH:MM:SS",
            "the grace period after a start, in which failures do not count [00:00:30]",
            text => Values.Time(text, TimeSpan.Zero, TimeSpan.FromHours(1), "00:00:30"),
            (s, v) => s with { Health = s.Health with { Grace = v } }),
        SettingTable.One(
            "Health__Admit", "--health-admit", "WHEN",
            "when a container enters DNS: at its start, or once healthy (start, healthy) [start]",
            Values.Admission, (s, v) => s with { Health = s.Health with { AdmitOnceHealthy = v } }),
        SettingTable.One(
            "Health__Floor", "--health-floor", "SHARE",
            "floor: the share of a service's instances that ejections must leave healthy, at least one; 0 turns it off [0.5]",
            Values.Share, (s, v) => s with { Governor = s.Governor with { Floor = v } }),
        SettingTable.One(
            "Health__StopsPerMinute", "--health-stops-per-minute", "N",
            "rate limit: ejections, and stops, a minute; 0 is unlimited [10]",
            text => Values.Number(text, 0, 100_000), (s, v) => s with { Governor = s.Governor with { StopsPerMinute = v } }),
        SettingTable.One(
            "Health__Freeze", "--health-freeze", "SHARE",
            "freeze: eject nothing while more than this share of everything fails at once, or all of one host or prober; "
            + "1 turns it off [0.5]",
            Values.Share, (s, v) => s with { Governor = s.Governor with { Freeze = v } }),
    ];

    private static PipelineSettings Checks(PipelineSettings settings, CheckDefaults checks) =>
        settings with { Health = settings.Health with { Checks = checks } };
}
