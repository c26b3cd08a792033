using System.Globalization;

namespace Pipeline.History.Reading;

/// <summary>Formats the time since a moment in one unit, rounded down.</summary>
public static class Age
{
    public static string Of(DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { TotalSeconds: < 1 } => "now",
        { TotalMinutes: < 2 } age => In(age.TotalSeconds, "s"),
        { TotalHours: < 2 } age => In(age.TotalMinutes, "min"),
        { TotalDays: < 2 } age => In(age.TotalHours, "h"),
        var age => In(age.TotalDays, "d"),
    };

    private static string In(double count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count):0} {unit}");
}
