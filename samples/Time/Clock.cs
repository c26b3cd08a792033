using System.Globalization;

namespace Samples.Time;

/// <summary>
/// <c>GET /time?format=yyyy-MM-dd&amp;zone=Europe/Berlin</c> answers <c>{"time":"2026-05-17","zone":"Europe/Berlin"}</c>;
/// a format or a zone that there is not, 400 and why.
/// </summary>
internal static class Clock
{
    public static void MapClock(this IEndpointRouteBuilder routes) => routes.MapGet("/time", Tell);

    private static IResult Tell(string? format, string? zone, TimeProvider time)
    {
        if (TimeFormat.Problem(format = Or(format, TimeFormat.Standard)) is { } problem) return Wrong("There is no such format", problem);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Or(zone, "UTC"), out var place)) return Wrong("There is no such time zone", "write a name of the IANA database, such as Europe/Berlin");

        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), place);
        return Results.Ok(new Reading(now.ToString(format, CultureInfo.InvariantCulture), place.Id));
    }

    private static string Or(string? given, string standard) => string.IsNullOrWhiteSpace(given) ? standard : given.Trim();

    private static IResult Wrong(string title, string detail) => Results.Problem(title: title, detail: detail, statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>The answer.</summary>
/// <param name="Time">The time in the format that was asked for.</param>
/// <param name="Zone">Where it is that time.</param>
internal sealed record Reading(string Time, string Zone);
