namespace Pipeline.Console.Api.Delivery;

/// <summary>Errors as problem details (RFC 9457). Each detail says what to do next.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static IResult BadParameter(string name, string? value, string write) => Make(
        StatusCodes.Status400BadRequest, "This parameter cannot be used", $"{name} '{value}' is not understood: write {write}.");

    public static IResult UnknownParameter(string name, string instead) => Make(
        StatusCodes.Status400BadRequest, "There is no such parameter",
        $"'{name}' is no parameter here, and what it asks for would not be heeded: {instead}.");

    public static IResult RepeatedParameter(string name) => Make(
        StatusCodes.Status400BadRequest, "This parameter is there twice", $"{name} is there more than once: write it once.");

    public static IResult Missing(string what) => Make(StatusCodes.Status404NotFound, "This does not exist", what);

    public static IResult OnlyRead(HttpContext http)
    {
        http.Response.Headers.Allow = HttpMethods.Get;
        return Make(StatusCodes.Status405MethodNotAllowed, "The API is only read", "Nothing is changed by it: ask with GET.");
    }

    public static IResult Unauthorized() => Make(
        StatusCodes.Status401Unauthorized, "Who asks is not known",
        "Send the console's token as 'Authorization: Bearer TOKEN', or ask through the proxy.");

    public static IResult WrongHostName() => Make(
        StatusCodes.Status421MisdirectedRequest, "Nothing is served under this host name", "Ask localhost or its IP address.");

    public static IResult TooMany() => Make(
        StatusCodes.Status429TooManyRequests, "Too many requests",
        "This client asks more often than it may: wait as long as Retry-After says, and use long polls or events in place of polling.");

    public static IResult TooManyWait() => Make(
        StatusCodes.Status503ServiceUnavailable, "Too many requests wait",
        "As many requests as possible wait for changes already: try again later, or without waiting.");

    public static IResult DatabaseAway() => Make(
        StatusCodes.Status503ServiceUnavailable, "The database does not answer",
        "The database has not answered since this process started: try again in a few seconds. /health/ready says why.");

    private static IResult Make(int status, string title, string detail) =>
        Results.Problem(detail, statusCode: status, title: title, type: "about:blank");
}
