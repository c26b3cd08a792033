using System.Collections.Immutable;

namespace Pipeline.Settings;

/// <summary>How long something is kept that nothing renews.</summary>
public static class LifetimeSettingTable
{
    private static readonly Setting ReleaseNames = SettingTable.One(
        "ReleaseNames", "--release-names", "HH:MM:SS",
        "release a name that was claimed first once it is without an instance for so long [1.00:00:00]",
        text => Values.Time(text, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650), "1.00:00:00"), (s, v) => s with { ReleaseNames = v });

    public static readonly Setting Retention = SettingTable.One(
        "Retention", "--retention", "HH:MM:SS",
        "how long every detail of the history is kept; after it a summary of each container's life, for a year [90.00:00:00]",
        text => Values.Time(text, TimeSpan.FromDays(1), TimeSpan.FromDays(3650), "90d"), (s, v) => s with { Retention = v });

    public static readonly ImmutableArray<Setting> All = [ReleaseNames, Retention];
}
