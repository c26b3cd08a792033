using System.Globalization;

namespace Samples.Time;

/// <summary>
/// <c>GET /time?format=yyyy-MM-dd&amp;zone=Europe/Berlin</c> answers <c>{"time":"2026-05-17","zone":"Europe/Berlin"}</c>;
/// an invalid format or zone, 400 with the reason.
/// </summary>
internal static class TimeEndpoint
{
    public static void MapTime(this IEndpointRouteBuilder routes) => routes.MapGet("/time", GetTime);

    private static IResult GetTime(string? format, string? zone, TimeProvider time)
    {
        if (TimeFormat.FindProblem(format = OrDefault(format, TimeFormat.Default)) is { } problem) return BadRequest(
            "Invalid format", problem);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(OrDefault(zone, "UTC"), out var place)) return BadRequest(
            "Unknown time zone", "use a name of the IANA database, such as Europe/Berlin");

        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), place);
        return Results.Ok(new CurrentTime(now.ToString(format, CultureInfo.InvariantCulture), place.Id));
    }

    private static string OrDefault(string? given, string fallback) => string.IsNullOrWhiteSpace(given) ? fallback : given.Trim();

    private static IResult BadRequest(string title, string detail) =>
        Results.Problem(title: title, detail: detail, statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>The response.</summary>
/// <param name="Time">The time in the requested format.</param>
/// <param name="Zone">The time zone.</param>
internal sealed record CurrentTime(string Time, string Zone);
